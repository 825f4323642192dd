package nutshell.packages;

import java.util.Comparator;

/** Which of two versions is the newer one: each packaging system has rules of its own. */
public enum VersionOrder implements Comparator<String> {
    /** deb-version(7). */
    DPKG(DpkgVersions::compare),
    /** apk-version(5). */
    APK(ApkVersions::compare),
    /** rpm-version(7). */
    RPM(RpmVersions::compare),
    /** The order of versions in Maven's POM reference. */
    MAVEN(MavenVersions::compare),
    /** What a project calls its own releases: as dpkg has it, but a hyphen announces what comes before a release. */
    UPSTREAM((a, b) -> DpkgVersions.compareParts(release(a), release(b)));

    private final Comparator<String> rules;

    VersionOrder(Comparator<String> rules) {
        this.rules = rules;
    }

    @Override
    public int compare(String a, String b) {
        return Integer.signum(rules.compare(a, b));
    }

    private static String release(String version) {
        return version.replace('-', '~');
    }
}
