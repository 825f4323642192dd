package nutshell.vulnerabilities;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The words for a score, from mild to severe; what nobody has scored is not taken for mild. */
public enum Severity {
    NONE,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL,
    UNKNOWN;

    private static final double MEDIUM_FROM = 4.0;
    private static final double HIGH_FROM = 7.0;
    private static final double CRITICAL_FROM = 9.0;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Severity> of(String word) {
        return Arrays.stream(values())
                .filter(severity -> severity.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** The scale of CVSS v3 and v4. */
    static Severity of(double score) {
        if (score >= CRITICAL_FROM) {
            return CRITICAL;
        }
        return score == 0 ? NONE : ofVersionTwo(score);
    }

    /** NVD's scale for CVSS v2, which ends with high. */
    static Severity ofVersionTwo(double score) {
        return score >= HIGH_FROM ? HIGH : score >= MEDIUM_FROM ? MEDIUM : LOW;
    }
}
