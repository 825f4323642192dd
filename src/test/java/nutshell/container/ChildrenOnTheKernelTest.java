package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import nutshell.kernel.WaitStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("machine")
class ChildrenOnTheKernelTest {

    /** SIGINT, SIGQUIT, SIGPIPE, SIGTSTP, SIGTTIN, SIGTTOU: bit n-1 stands for signal n. */
    private static final long RESET = 1L << 1 | 1L << 2 | 1L << 12 | 1L << 19 | 1L << 20 | 1L << 21;

    @RegisterExtension
    final OnTheKernel kernel = new OnTheKernel();

    @Test
    void hold_no_descriptor_of_ours() throws IOException {
        Container container = kernel.build("unshare uts");
        try (RandomAccessFile ours = new RandomAccessFile(
                Files.createFile(kernel.directory().resolve("ours")).toFile(), "rw")) {
            assertTrue(ours.getFD().valid());
            Child child = kernel.start(container, "sleep", "60").child();

            assertEquals(List.of("0", "1", "2"), descriptors(child));
        }
    }

    /** Once the dynamic linker has closed the libraries that it reads. */
    private static List<String> descriptors(Child child) throws IOException {
        List<String> open = List.of();
        for (int i = 0; i < 100 && open.size() != 3; i++) {
            LockSupport.parkNanos(10_000_000);
            open = HostState.names(Path.of("/proc/" + child.pid() + "/fd")).stream()
                    .sorted()
                    .toList();
        }
        return open;
    }

    @Test
    void begin_with_default_signals_and_a_small_environment() throws IOException {
        Child child = kernel.start(kernel.session().current(), "sleep", "60").child();
        Map<String, String> status = Files.readAllLines(Path.of("/proc/" + child.pid() + "/status")).stream()
                .filter(line -> line.startsWith("Sig"))
                .collect(Collectors.toMap(line -> line.substring(0, 6), line -> line.substring(8)));

        assertEquals(0, Long.parseLong(status.get("SigBlk"), 16));
        assertEquals(0, Long.parseLong(status.get("SigIgn"), 16) & RESET);
        assertEquals(0, Long.parseLong(status.get("SigCgt"), 16));
        String environment = environment(child);
        assertEquals(4, environment.split("\0", 0).length, environment);
    }

    /** A parent goes on when execve(2) has let go of the old memory, an instant before the new one has an environment. */
    private static String environment(Child child) {
        String environment = "";
        for (int i = 0; i < 1_000 && environment.isEmpty(); i++) {
            LockSupport.parkNanos(1_000_000);
            environment = HostState.text(Path.of("/proc/" + child.pid() + "/environ"));
        }
        return environment;
    }

    @Test
    void tell_how_they_ended() {
        Container container = kernel.session().current();

        assertEquals(7, kernel.run(container, "sh", "-c", "exit 7").status().shellStatus());
        WaitStatus killed = kernel.run(container, "sh", "-c", "kill -TERM $$").status();
        assertTrue(killed.signalled());
        assertEquals(143, killed.shellStatus());
    }

    @Test
    void end_with_their_container_and_so_do_theirs() {
        Container container = kernel.build("unshare uts");
        Child plain = kernel.start(container, "sleep", "61").child();
        Child parent = kernel.start(container, "sh", "-c", "sleep 62 & sleep 63 & wait")
                .child();

        kernel.session().close();

        assertFalse(Files.exists(Path.of("/proc/" + plain.pid())));
        assertFalse(Files.exists(Path.of("/proc/" + parent.pid())));
    }

    @Test
    void end_with_it_although_they_left_every_group_and_session_of_theirs() {
        Container container = kernel.build("unshare uts");
        kernel.run(container, "sh", "-c", "setsid sleep 64 > /dev/null 2>&1 &");

        kernel.session().close();
    }

    @Test
    void end_with_it_when_pid_1_would_not_hear_of_it() {
        Container container = kernel.build("unshare pid");
        Child stubborn = kernel.start(container, "sh", "-c", "trap '' TERM INT HUP; while :; do sleep 1; done")
                .child();
        kernel.start(container, "sleep", "65");

        container.reset();

        assertEquals(9, stubborn.end().orElseThrow().signal());
    }
}
