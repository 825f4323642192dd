package nutshell.packages;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes the files of a tree as they come, in any order, and keeps what they tell of packages. */
public final class InventoryReader {

    private static final Set<String> DPKG = Set.of("var/lib/dpkg/status");
    private static final String DPKG_PARTS = "var/lib/dpkg/status.d/";
    private static final Set<String> APK = Set.of("lib/apk/db/installed", "usr/lib/apk/db/installed");
    /** The second where the system is under /usr as a whole. */
    private static final Set<String> RPM = Set.of("var/lib/rpm", "usr/lib/sysimage/rpm");

    private static final String POM = "/pom.properties";
    private static final long LARGEST_TEXT = 32L << 20;
    private static final long LARGEST_OS_RELEASE = 1L << 20;

    private final Path room;
    private final List<InstalledPackage> packages = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();
    private Optional<Distribution> distribution = Optional.empty();

    /** Takes a directory where a file may lie for a moment. */
    public InventoryReader(Path room) {
        this.room = room;
    }

    /** Whether this file can tell something, by its path without a slash before it. */
    public static boolean wants(String path) {
        return isOsRelease(path)
                || DPKG.contains(path)
                || (path.startsWith(DPKG_PARTS) && !path.endsWith(".md5sums"))
                || APK.contains(path)
                || isRpm(path)
                || isUnpackedArtifact(path)
                || JavaArchive.isNamedSo(path);
    }

    /** Takes one file; what cannot be read is noted and nothing else suffers. */
    public void file(String path, InputStream content) {
        List<InstalledPackage> found = new ArrayList<>();
        try {
            read(path, content, found);
        } catch (IOException e) {
            unread.add(path + ": " + e.getMessage());
        } catch (UncheckedIOException e) {
            unread.add(path + ": " + e.getMessage());
        }
        packages.addAll(found);
    }

    private void read(String path, InputStream content, List<InstalledPackage> found) throws IOException {
        if (isOsRelease(path)) {
            osRelease(path, content);
        } else if (path.startsWith("var/lib/dpkg/")) {
            DpkgStatus.read(bounded(content), path, found::add);
        } else if (APK.contains(path)) {
            ApkInstalled.read(bounded(content), path, found::add);
        } else if (path.endsWith("/rpmdb.sqlite")) {
            RpmDatabase.read(content, room, path, found::add);
        } else if (isRpm(path)) {
            unread.add(path + ": rpm's database is in " + rpmForm(path)
                    + ", which is not read here; nothing is known of its packages");
        } else if (isUnpackedArtifact(path)) {
            Artifact.pomProperties(content).ifPresent(artifact -> found.add(artifact.installed(path)));
        } else {
            new JavaArchive(found::add, unread::add).read(path, content);
        }
    }

    private static InputStream bounded(InputStream content) {
        return new BoundedStream(content, LARGEST_TEXT);
    }

    private void osRelease(String path, InputStream content) throws IOException {
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(new BoundedStream(content, LARGEST_OS_RELEASE), StandardCharsets.UTF_8));
        Distribution told = Distribution.parse(reader.lines().limit(200).toList());
        // /etc is the administrator's word, and mostly a link to the other one.
        if (distribution.isEmpty() || path.startsWith("etc/")) {
            distribution = Optional.of(told);
        }
    }

    public Inventory inventory() {
        List<InstalledPackage> sorted = packages.stream()
                .distinct()
                .sorted(Comparator.comparing(InstalledPackage::packaging)
                        .thenComparing(InstalledPackage::name)
                        .thenComparing(InstalledPackage::where))
                .toList();
        return new Inventory(distribution, sorted, unread);
    }

    private static boolean isOsRelease(String path) {
        return path.equals("etc/os-release") || path.equals("usr/lib/os-release");
    }

    private static boolean isUnpackedArtifact(String path) {
        return path.endsWith(POM) && path.contains("META-INF/maven/");
    }

    private static boolean isRpm(String path) {
        int slash = path.lastIndexOf('/');
        return slash > 0
                && RPM.contains(path.substring(0, slash))
                && Set.of("rpmdb.sqlite", "Packages", "Packages.db").contains(path.substring(slash + 1));
    }

    private static String rpmForm(String path) {
        return path.endsWith(".db") ? "the ndb form" : "Berkeley DB";
    }
}
