package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("lab")
@Timeout(300)
class LabRefusalsTest {

    @RegisterExtension
    static final LabOnTrial LAB = new LabOnTrial();

    @Test
    void names_the_package_when_there_is_no_QEMU() throws IOException {
        Path programs = Files.createDirectories(LAB.state().resolve("programs"));
        for (String folder : new String[] {"/usr/sbin", "/usr/bin"}) {
            try (Stream<Path> all = Files.list(Path.of(folder))) {
                for (Path one :
                        all.filter(path -> !path.toString().contains("qemu")).toList()) {
                    Path link = programs.resolve(one.getFileName());
                    if (!Files.exists(link, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                        Files.createSymbolicLink(link, one);
                    }
                }
            }
        }

        refuses(3, Map.of("PATH", programs.toString()), "needs qemu-system-", "apt-get install qemu-system-");
    }

    @Test
    void names_the_port_that_is_in_use() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            refuses(3, Map.of(), "port %d is in use".formatted(port), "vm up", "--port", "" + port);
        }
    }

    @Test
    void boots_no_image_that_is_damaged() throws IOException {
        Path copy = cache("damaged");
        Path initrd = copy.resolve("initrd");
        byte[] bytes = Files.readAllBytes(initrd);
        bytes[bytes.length / 2] ^= 1;
        Files.delete(initrd);
        Files.write(initrd, bytes);

        refuses(1, cacheAt("damaged"), "is damaged: initrd: FAILED", "vm build --fresh");
    }

    @Test
    void boots_no_image_of_another_recipe() throws IOException {
        Path image = cache("other");
        Files.move(image, image.resolveSibling("core-amd64-0123456789abcdef"));

        refuses(3, cacheAt("other"), "of another recipe", "vm build");
    }

    @Test
    void says_how_to_get_an_image_when_there_is_none() {
        refuses(3, cacheAt("empty"), "no image of the lab machine yet", "./nutshell vm build");
    }

    private static void refuses(
            int status, Map<String, String> environment, String what, String remedy, String... more) {
        String[] command = Stream.concat(Stream.of("up"), Stream.of(more)).toArray(String[]::new);

        Commands.Result result = LAB.vmWith(environment, command);

        assertEquals(status, result.status(), result.err());
        assertTrue(result.err().contains(what) && result.err().contains(remedy), result.err());
        assertEquals("down\n", LAB.vm("status").out());
    }

    private static Map<String, String> cacheAt(String name) {
        return Map.of("XDG_CACHE_HOME", LAB.state().resolve(name).toString());
    }

    /** A cache with links to the files of the image there is. */
    private static Path cache(String name) throws IOException {
        Path image = Path.of(LAB.vm("build").wellDone().out().strip());
        Path copy = Files.createDirectories(
                LAB.state().resolve(name).resolve("nutshell/lab").resolve(image.getFileName()));
        try (Stream<Path> files = Files.list(image)) {
            for (Path file : files.toList()) {
                Files.createSymbolicLink(copy.resolve(file.getFileName()), file);
            }
        }
        return copy;
    }
}
