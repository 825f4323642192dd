package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The packages as people get them: this system without its Java, below a layer that is thrown away, takes them, runs
 * them, and is as before when they are removed.
 */
@Tag("whole")
class PackagesTest {

    private static final int LIMIT_SECONDS = 300;

    private static Path packages = Path.of("/nowhere");

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    @BeforeAll
    static void make() throws IOException {
        WholeProgram.needsRoot();
        Commands.need("busybox", "dpkg", "man");
        packages = Files.createTempDirectory("nutshell-packages");
        Commands.run(
                        "",
                        Map.of(
                                "HOME",
                                packages.toString(),
                                "PATH",
                                System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
                                "JAVA_HOME",
                                System.getProperty("java.home"),
                                "NUTSHELL_AS_BUILT",
                                "1"),
                        List.of(
                                WholeProgram.CHECKOUT.resolve("nutshell").toString(),
                                "package",
                                "--output",
                                packages.toString()),
                        LIMIT_SECONDS)
                .wellDone();
    }

    @AfterAll
    static void remove() {
        if (Files.exists(packages)) {
            Commands.run("rm", "-rf", "--one-file-system", packages.toString());
        }
    }

    @Test
    void the_archive_starts_where_there_is_no_java_and_leads_through_the_tour() throws IOException {
        Commands.Result result = withoutJava("""
                ! command -v java
                cd /tmp && tar xzf "$packages"/*.tar.gz && cd nutshell-*
                ./nutshell --version
                echo 'lab --tour' | ./nutshell shell --batch
                ./nutshell lab verify $(grep -v '^#' labs/tour.txt)
                """).wellDone();

        assertTrue(result.out().startsWith("nutshell "), result.out());
        assertTrue(result.out().contains("Lab 02"), result.out());
        assertTrue(
                Pattern.compile("\\d+ verified, \\d+ skipped, 0 failed")
                        .matcher(result.out())
                        .find(),
                result.out());
        assertTrue(result.out().contains("verified 03-hostname"), result.out());
    }

    @Test
    void the_deb_serves_root_and_others_and_leaves_only_what_is_the_person_s() throws IOException {
        Commands.Result result = withoutJava("""
                dpkg -i "$packages"/*.deb >/dev/null
                nutshell --version
                nutshell run -- sh -c 'echo built by root'
                mkdir -m 777 /tmp/person
                setpriv --reuid 65534 --regid 65534 --clear-groups env HOME=/tmp/person nutshell doctor --json
                man -P cat nutshell | head -n 4
                dpkg --verify nutshell
                dpkg --purge nutshell >/dev/null
                """).wellDone();

        assertTrue(result.out().contains("built by root"), result.out());
        assertTrue(result.out().contains("nutshell.doctor/1"), result.out());
        assertTrue(result.out().contains("one system call at a time"), result.out());
        List<String> left = result.err()
                .lines()
                .filter(line -> line.startsWith("left "))
                .map(line -> line.substring(5))
                .filter(path -> !path.startsWith("/var/"))
                .toList();
        assertEquals(List.of(), left);
        assertTrue(result.err().contains("left /var/log/dpkg.log"), "nothing was looked at: " + result.err());
    }

    @Test
    void the_image_is_a_root_file_system_for_our_own_words_and_brings_what_java_needs() throws IOException {
        String image = one("-oci.tar").toString();

        Commands.Result result = program.batch(List.of(
                "rootfs 'oci:" + image + "'",
                "unshare mnt pid uts",
                "pivot_root",
                "mount proc",
                "exec nutshell --version"));

        assertTrue(result.wellDone().out().contains("nutshell 0."), result.out() + result.err());
    }

    @Test
    void says_of_every_library_what_it_is_and_under_which_terms() throws IOException {
        JsonNode bill = new ObjectMapper().readTree(one(".cdx.json").toFile());

        List<String> without = new ArrayList<>();
        for (JsonNode component : bill.path("components")) {
            if (component.path("licenses").isEmpty()
                    || component.path("version").asText().isEmpty()) {
                without.add(component.path("name").asText());
            }
        }
        assertEquals(List.of(), without);
        assertTrue(bill.path("components").size() > 20, bill.path("components").toString());
        assertEquals("1.6", bill.path("specVersion").asText());
    }

    private static Path one(String ending) throws IOException {
        try (Stream<Path> files = Files.list(packages)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Runs a script as root of this system without its JDKs, and tells on standard error which new files it left. */
    private Commands.Result withoutJava(String script) {
        return Commands.run(
                "",
                Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LANG", "C.UTF-8", "TERM", "dumb"),
                List.of(
                        "unshare",
                        "-m",
                        "sh",
                        "-ec",
                        """
                        packages="$1"; place="$2"
                        mount -t tmpfs tmpfs "$place" && cd "$place" && mkdir upper work root
                        mount -t overlay overlay -o lowerdir=/,upperdir=upper,workdir=work root
                        for one in proc dev sys; do mount --rbind "/$one" "root/$one"; done
                        for one in tmp run; do mount -t tmpfs tmpfs "root/$one"; done
                        for one in usr/lib/jvm usr/lib64/jvm opt; do
                            [ ! -d "root/$one" ] || mount -t tmpfs tmpfs "root/$one"
                        done
                        mkdir root/tmp/packages && mount --bind "$packages" root/tmp/packages
                        mkdir root/tmp/home
                        # Not by chroot, in which the kernel gives nobody a user namespace.
                        unshare -m sh -ec 'cd root; pivot_root . .; umount -l .; cd /
                            exec env HOME=/tmp/home packages=/tmp/packages sh -ec "$0"' "$3"
                        find upper -type f | sed 's,^upper,left ,' >&2
                        """,
                        "without-java",
                        packages.toString(),
                        program.directory().toString(),
                        script),
                LIMIT_SECONDS);
    }
}
