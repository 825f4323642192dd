package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("machine")
class SafetyOnTheKernelTest {

    @RegisterExtension
    final OnTheKernel kernel = new OnTheKernel();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sethostname box",
                "mount proc",
                "mount -t tmpfs tmpfs /mnt",
                "mount --make-rprivate /",
                "umount /proc",
                "overlay",
                "pivot_root",
                "pivot_root . .",
                "mknod /nutshell-test p",
                "mknod nutshell-test p",
                "link up lo",
                "route default via 192.0.2.1",
                "veth nut-safe eth0 10.77.250.2/24",
                "nat nut-safe"
            })
    void asks_the_kernel_for_nothing_that_would_change_the_host(String line) {
        Container container = kernel.build("chdir " + kernel.directory());
        int mark = kernel.session().trace().mark();

        Refusal refused = assertThrows(Refusal.class, () -> OnTheKernel.apply(container, line));

        assertEquals(Refusal.Kind.SAFETY, refused.kind());
        assertEquals(mark, kernel.session().trace().mark(), "no call was made");
        assertEquals(1, container.recipe().size());
    }

    @Test
    void leaving_another_namespace_does_not_unlock_a_word() {
        Container container = kernel.build("unshare net ipc uts");

        assertEquals(
                Refusal.Kind.SAFETY,
                assertThrows(Refusal.class, () -> OnTheKernel.apply(container, "mount -t tmpfs tmpfs /mnt"))
                        .kind());
        OnTheKernel.apply(container, "sethostname box");
    }

    @Test
    void makes_a_node_on_the_host_for_who_asked_for_that() {
        Path node = kernel.directory().resolve("node");
        Container container = kernel.session(true).current();

        OnTheKernel.apply(container, "mknod -m 600 " + node + " p");

        assertTrue(Files.exists(node));
    }

    @Test
    void never_swaps_the_root_of_the_machine_whoever_asks() {
        Container container = kernel.session(true).current();

        Refusal refused = assertThrows(Refusal.class, () -> OnTheKernel.apply(container, "pivot_root . ."));
        assertEquals(Refusal.Kind.SAFETY, refused.kind());
        assertEquals(List.of(), container.recipe());
    }
}
