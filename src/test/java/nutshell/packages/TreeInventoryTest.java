package nutshell.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory taken for a root. */
class TreeInventoryTest {

    @TempDir
    private Path directory = Path.of("");

    private void write(String path, String text) throws Exception {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void never_follows_a_link_out_of_the_tree() throws Exception {
        write("outside/status", "Package: secret\nVersion: 1\n");
        write("outside/db/installed", "P:secret\nV:1\n");
        Files.createDirectories(directory.resolve("root/var/lib/dpkg"));
        Files.createDirectories(directory.resolve("root/lib/apk"));
        Files.createSymbolicLink(directory.resolve("root/var/lib/dpkg/status"), directory.resolve("outside/status"));
        Files.createSymbolicLink(directory.resolve("root/lib/apk/db"), directory.resolve("outside/db"));

        assertEquals(
                List.of(),
                TreeInventory.of(directory.resolve("root"), directory).packages());
    }

    @Test
    void reads_artifacts_that_lie_unpacked_and_leaves_the_kernels_trees_alone() throws Exception {
        String pom = "groupId=g\nartifactId=a\nversion=1\n";
        write("root/srv/app/META-INF/maven/g/a/pom.properties", pom);
        write("root/proc/1/root/META-INF/maven/g/b/pom.properties", pom);

        List<InstalledPackage> packages =
                TreeInventory.of(directory.resolve("root"), directory).packages();

        assertEquals(
                List.of("g:a"), packages.stream().map(InstalledPackage::name).toList());
        assertEquals(
                "srv/app/META-INF/maven/g/a/pom.properties", packages.get(0).where());
    }
}
