package nutshell.vulnerabilities;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.packages.Distribution;
import nutshell.packages.InstalledPackage;
import nutshell.packages.Packaging;

/** Whose word on a package a record's ecosystem is. */
enum Ecosystem {
    /** Of those who built it, in their versions. */
    OWN,
    /** Of those who wrote the program, in theirs. */
    UPSTREAM,
    /** Of somebody else. */
    FOREIGN;

    private static final String MAVEN = "Maven";
    /** Records without a package (a repository), and those of people who package nothing for distributions. */
    private static final List<String> UPSTREAM_NAMES = List.of("", "GIT", "OSS-Fuzz", "Bitnami");

    /** The IDs of os-release(5) with the schema's names; what is not here has no records that we could read rightly. */
    private static final Map<String, String> DISTRIBUTIONS = Map.of(
            "debian", "Debian",
            "ubuntu", "Ubuntu",
            "alpine", "Alpine",
            "wolfi", "Wolfi",
            "chainguard", "Chainguard",
            "rhel", "Red Hat",
            "rocky", "Rocky Linux",
            "almalinux", "AlmaLinux",
            "opensuse-leap", "openSUSE",
            "mageia", "Mageia");

    /** Those whose records speak of 9 where the system is 9.4. */
    private static final List<String> BY_MAJOR = List.of("rhel", "rocky", "almalinux");

    static Ecosystem of(String name, InstalledPackage installed, Optional<Distribution> distribution) {
        String first = name.split(":", 2)[0];
        if (installed.packaging() == Packaging.JAVA) {
            return first.equals(MAVEN) ? OWN : FOREIGN;
        }
        if (UPSTREAM_NAMES.contains(first)) {
            return UPSTREAM;
        }
        boolean own = distribution
                .filter(told -> first.equals(DISTRIBUTIONS.get(told.id())) && isRelease(name, told))
                .isPresent();
        return own ? OWN : FOREIGN;
    }

    static boolean speaksOf(Distribution distribution) {
        return DISTRIBUTIONS.containsKey(distribution.id());
    }

    /** {@code Debian:12}, {@code Alpine:v3.19}, {@code Red Hat:enterprise_linux:9::baseos}; no release means each. */
    private static boolean isRelease(String name, Distribution distribution) {
        List<String> words = List.of(name.split("[: ]", -1));
        if (!name.contains(":")) {
            return true;
        }
        String[] parts = distribution.version().split("\\.", -1);
        String twoParts = parts.length > 1 ? parts[0] + "." + parts[1] : parts[0];
        return words.contains(distribution.version())
                || words.contains(twoParts)
                || words.contains("v" + twoParts)
                || (BY_MAJOR.contains(distribution.id()) && words.contains(parts[0]));
    }

    /** Whether that name of theirs is this package. */
    boolean names(String theirs, InstalledPackage installed) {
        return switch (installed.packaging()) {
            case JAVA ->
                theirs.equals(installed.name())
                        || (!installed.name().contains(":") && theirs.endsWith(":" + installed.name()));
            case DPKG, APK -> theirs.equals(installed.source());
            case RPM -> theirs.equals(installed.source()) || (this == OWN && theirs.equals(installed.name()));
        };
    }
}
