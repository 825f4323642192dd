package nutshell.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThisMachineTest {

    private final Facts here = new ThisMachine();

    @Test
    void unpacks_a_kernels_configuration(@TempDir Path directory) throws IOException {
        Path packed = directory.resolve("config.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("CONFIG_USER_NS=y\n".getBytes(StandardCharsets.US_ASCII));
        }

        assertEquals(Optional.of("CONFIG_USER_NS=y\n"), here.text(packed.toString()));
    }

    @Test
    void reads_nothing_where_nothing_is(@TempDir Path directory) {
        String nowhere = directory.resolve("none").toString();

        assertEquals(Optional.empty(), here.text(nowhere));
        assertEquals(Optional.empty(), here.head(nowhere, 4));
        assertEquals(Optional.empty(), here.link(nowhere));
        assertTrue(here.names(nowhere).isEmpty());
        assertFalse(here.opens(nowhere));
        assertTrue(here.freeBytes(nowhere) > 0);
    }

    @Test
    void keeps_the_complaint_of_a_try_that_failed() {
        assertTrue(here.attempt("true").worked());
        assertEquals(Attempt.refused("no"), here.attempt("sh", "-c", "echo no >&2; echo more >&2; exit 3"));
        assertFalse(here.attempt("no-such-program").worked());
    }

    @Test
    void hangs_on_no_try() {
        assertEquals(Attempt.refused("sleep did not end within 5 s"), here.attempt("sleep", "60"));
    }

    @Test
    void knocks_at_a_socket(@TempDir Path directory) throws IOException {
        Path socket = directory.resolve("engine.sock");
        assertFalse(here.connect(socket.toString()).worked());

        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(socket));

            assertTrue(here.connect(socket.toString()).worked());
        }
    }

    @Tag("machine")
    @Test
    void tells_the_truth_about_the_machine_it_runs_on() throws IOException {
        LabNeeds needs = LabNeeds.in(Path.of("labs"));
        Examination seen = Doctor.examine(here, needs);
        List<String> ids = seen.findings().stream().map(Finding::id).toList();

        assertEquals(
                Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip(),
                seen.machine().kernel());
        assertEquals(
                needs.labs().stream().map(LabNeeds.Lab::name).toList(),
                seen.labs().stream().map(LabVerdict::name).toList());
        assertEquals(ids.stream().distinct().toList(), ids);
        seen.findings().forEach(finding -> assertFalse(finding.remedy().isBlank(), finding.id()));
        seen.labs().forEach(lab -> assertEquals(lab.possible(), lab.why().isEmpty(), lab.name()));
        assertEquals(!"root".equals(System.getProperty("user.name")), ids.contains("not-root"));
        assertEquals(
                Files.getFileStore(Path.of("/sys/fs/cgroup")).type().equals("cgroup2"),
                seen.machine().cgroup().equals("v2"));
        assertEquals(staticBusyboxRunsAlone(), !ids.contains("no-static-busybox"));
        assertEquals(Files.exists(Path.of("/sys/kernel/security/lsm")), !ids.contains("lsm-unreadable"));
    }

    /** The loader's own word: asked to list the libraries of a static program, it declines. */
    private boolean staticBusyboxRunsAlone() {
        return Stream.of("busybox", "busybox.static", "busybox-static")
                .flatMap(name -> here.program(name).stream())
                .anyMatch(path -> !here.attempt("ldd", path).worked());
    }
}
