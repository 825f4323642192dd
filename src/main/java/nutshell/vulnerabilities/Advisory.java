package nutshell.vulnerabilities;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A record of a vulnerability in the OSV format.
 *
 * @param names of the same flaw elsewhere: its aliases, and what it was derived from
 * @param vectors CVSS, as they are written
 * @param withdrawn somebody has found that it is none
 */
record Advisory(
        String id,
        List<String> names,
        String summary,
        List<String> vectors,
        List<Affected> affected,
        boolean withdrawn) {

    private static final Pattern CVE = Pattern.compile("CVE-[0-9]{4}-[0-9]{4,}");

    Advisory {
        names = List.copyOf(names);
        vectors = List.copyOf(vectors);
        affected = List.copyOf(affected);
    }

    /** Under which the flaws are known to everybody: their CVE numbers, or else its own id. */
    Set<String> flaws() {
        Set<String> flaws = new TreeSet<>();
        if (CVE.matcher(id).matches()) {
            flaws.add(id);
        }
        names.stream().filter(name -> CVE.matcher(name).matches()).forEach(flaws::add);
        return flaws.isEmpty() ? Set.of(id) : flaws;
    }
}
