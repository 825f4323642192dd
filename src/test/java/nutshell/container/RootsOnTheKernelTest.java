package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("machine")
class RootsOnTheKernelTest {

    /** More levels up than any test directory is deep; ".." of a root is the root itself. */
    private static final String FAR_UP = "chdir " + "../".repeat(30) + ".";

    @RegisterExtension
    final OnTheKernel kernel = new OnTheKernel();

    @BeforeAll
    static void needs() {
        OnTheKernel.needsBusybox();
    }

    @Test
    void puts_the_host_s_tree_out_of_reach() throws IOException {
        Path secret = Files.createFile(kernel.directory().resolve("secret"));
        Container container = kernel.build("rootfs busybox", "unshare mnt", "pivot_root");

        View view = View.of(container);
        assertEquals(1, view.mounts().size(), view.mounts().toString());
        assertFalse(container.inside(() -> Files.exists(secret)));
        assertTrue(container.inside(() -> Files.exists(Path.of("/bin/busybox"))));
        assertEquals("/", kernel.run(container, "pwd").output());
        assertTrue(Files.exists(secret));
    }

    @Test
    void leaves_no_way_out_of_a_root_that_was_swapped() throws IOException {
        Path secret = Files.createFile(kernel.directory().resolve("secret"));
        Container container =
                kernel.build("rootfs busybox", "unshare mnt", "pivot_root", "chroot /home", FAR_UP, "chroot .");

        assertFalse(container.inside(() -> Files.exists(secret)));
        assertTrue(container.inside(() -> Files.exists(Path.of("/bin/busybox"))));
    }

    @Test
    void leaves_one_out_of_a_root_that_was_only_changed() throws IOException {
        Path secret = Files.createFile(kernel.directory().resolve("secret"));
        Container container = kernel.build("rootfs busybox", "chroot");
        assertFalse(container.inside(() -> Files.exists(secret)));

        OnTheKernel.apply(container, "chroot /home", FAR_UP, "chroot .");

        assertTrue(container.inside(() -> Files.exists(secret)));
    }

    @Test
    void changes_the_root_and_not_the_directory_one_stands_in() throws IOException {
        Files.createFile(kernel.directory().resolve("outside"));
        Container container = kernel.build("rootfs busybox", "chdir " + kernel.directory());
        OnTheKernel.apply(container, "chroot " + kernel.rootOf(container));

        View view = View.of(container);
        assertEquals(kernel.rootOf(container).toString(), view.root());
        assertEquals(kernel.directory().toString(), view.workingDirectory());
        assertTrue(kernel.run(container, "ls").output().contains("outside"));
    }

    @Test
    void swaps_the_root_of_one_container_and_of_no_other() {
        Container one = kernel.build("rootfs busybox", "unshare mnt", "pivot_root");
        Container other = kernel.session().enter("other");
        OnTheKernel.apply(other, "unshare mnt");

        assertEquals(1, View.of(one).mounts().size());
        assertEquals(View.ofHost().mounts().size(), View.of(other).mounts().size());
    }

    @Test
    void stands_on_its_root_when_another_cannot_be_prepared() throws IOException {
        Path broken = Files.writeString(kernel.directory().resolve("broken.tar"), "no archive");
        Container container = kernel.build("rootfs busybox", "unshare mnt", "pivot_root");

        assertThrows(Refusal.class, () -> OnTheKernel.apply(container, "rootfs oci:" + broken));

        assertEquals(0, kernel.run(container, "true").status().shellStatus());
        container.undo(1);
        OnTheKernel.apply(container, "pivot_root");
        assertEquals(0, kernel.run(container, "true").status().shellStatus());
    }
}
