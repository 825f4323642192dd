package nutshell.vulnerabilities;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import us.springett.cvss.Cvss;
import us.springett.cvss.MalformedVectorException;

/**
 * How severe somebody has called a flaw.
 *
 * @param version of CVSS: {@code 2.0}, {@code 3.1}, {@code 4.0}
 * @param base from 0.0 to 10.0, calculated from the vector
 */
public record Score(String version, String vector, double base, Severity severity) {

    /** Nothing where it is no vector that says all that a score needs. */
    static Optional<Score> of(String vector) {
        try {
            Cvss cvss = Cvss.fromVector(vector);
            return cvss == null
                    ? Optional.empty()
                    : Optional.of(of(vector, cvss.calculateScore().getBaseScore()));
        } catch (MalformedVectorException | IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private static Score of(String vector, double base) {
        String version = vector.startsWith("CVSS:") ? vector.substring(5, vector.indexOf('/')) : "2.0";
        Severity severity = version.equals("2.0") ? Severity.ofVersionTwo(base) : Severity.of(base);
        return new Score(version, vector, base, severity);
    }

    /** The vector's words by their names: {@code AV} is {@code N}. */
    Map<String, String> metrics() {
        Map<String, String> metrics = new LinkedHashMap<>();
        for (String part : vector.replaceAll("[()]", "").split("/", -1)) {
            int colon = part.indexOf(':');
            if (colon > 0) {
                metrics.put(part.substring(0, colon), part.substring(colon + 1));
            }
        }
        return metrics;
    }
}
