package nutshell.packages;

import java.util.Comparator;

/** Which of two versions is the newer one: each packaging system has rules of its own. */
public enum VersionOrder implements Comparator<String> {
    /** deb-version(7). */
    DPKG,
    /** apk-version(5). */
    APK,
    /** rpm-version(7). */
    RPM,
    /** The order of versions in Maven's POM reference. */
    MAVEN,
    /** What a project calls its own releases: as dpkg has it, but a hyphen announces what comes before a release. */
    UPSTREAM;

    @Override
    public int compare(String a, String b) {
        return Integer.signum(
                switch (this) {
                    case DPKG -> DpkgVersions.compare(a, b);
                    case APK -> ApkVersions.compare(a, b);
                    case RPM -> RpmVersions.compare(a, b);
                    case MAVEN -> MavenVersions.compare(a, b);
                    case UPSTREAM -> DpkgVersions.compareParts(a.replace('-', '~'), b.replace('-', '~'));
                });
    }
}
