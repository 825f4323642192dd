package nutshell.packages;

/**
 * A package as its own database has it.
 *
 * @param name for Java {@code group:artifact}, or the artifact alone where the archive does not tell its group
 * @param source what it was built from: the name by which Debian and Alpine speak of flaws
 * @param sourceVersion the version of that, mostly the package's own
 * @param where the file that told of it, as the tree names it
 */
public record InstalledPackage(
        Packaging packaging,
        String name,
        String version,
        String source,
        String sourceVersion,
        String architecture,
        String where) {

    /** The project's own version, without what the distribution has added. */
    public String upstreamVersion() {
        return switch (packaging) {
            case DPKG -> DpkgVersions.upstream(sourceVersion).replaceFirst("[+~.](dfsg|ds|repack).*$", "");
            case APK -> version.replaceFirst("-r[0-9]+$", "");
            case RPM -> DpkgVersions.upstream(version);
            case JAVA -> version;
        };
    }
}
