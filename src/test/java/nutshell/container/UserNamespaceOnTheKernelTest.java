package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import jnr.constants.platform.Errno;
import nutshell.kernel.SyscallFailed;
import nutshell.namespaces.Namespace;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("machine")
class UserNamespaceOnTheKernelTest {

    private static final String[] WHOLE = {
        "rootfs busybox", "clone user", "unshare uts mnt pid net ipc", "sethostname box", "pivot_root", "mount proc"
    };

    @RegisterExtension
    final OnTheKernel kernel = new OnTheKernel();

    @BeforeEach
    void needs_a_root_for_the_container() {
        OnTheKernel.needsBusybox();
    }

    private static long uidOutside(Child child) throws Exception {
        return (int) Files.getAttribute(Path.of("/proc/" + child.pid()), "unix:uid");
    }

    @Test
    void makes_root_inside_nobody_outside() throws Exception {
        Container container = kernel.build(WHOLE);
        OnTheKernel.Started sleep = kernel.start(container, "sleep", "60");

        long root = View.of(container).userIds().outside(0).orElseThrow();
        assertNotEquals(0, root);
        assertEquals(root, uidOutside(sleep.child()));
        sleep.child().kill();
        sleep.child().await();
        assertEquals("0", kernel.run(container, "id", "-u").output());
    }

    @Test
    void shows_the_processes_of_its_own_pid_namespace_alone() {
        Container container = kernel.build(WHOLE);

        assertEquals(
                "1",
                kernel.run(container, "sh", "-c", "echo /proc/[0-9]*").output().replace("/proc/", ""));
        assertEquals(List.of("/", "/proc"), mountPoints(container), "nothing of the old root is left");
    }

    private static List<String> mountPoints(Container container) {
        return View.of(container).mounts().stream()
                .map(mount -> mount.mountPoint())
                .toList();
    }

    @Test
    void owns_its_tree_under_an_id_that_is_nobodys_on_the_host() throws Exception {
        Container container = kernel.build(WHOLE);
        kernel.run(container, "sh", "-c", "touch /made; chown 5:6 /made");

        Path made = kernel.rootOf(container).resolve("made");
        long root = View.of(container).userIds().outside(0).orElseThrow();
        assertEquals((int) root + 5, Files.getAttribute(made, "unix:uid", LinkOption.NOFOLLOW_LINKS));
        assertEquals((int) root + 6, Files.getAttribute(made, "unix:gid", LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void maps_one_id_if_asked_and_knows_no_other() {
        Container container = kernel.build("clone user --map root");

        assertEquals(0, View.of(container).userIds().outside(0).orElseThrow(), "root is root, and the only one");
        assertEquals(1, View.of(container).userIds().ranges().get(0).count());
        assertTrue(kernel.run(container, "sh", "-c", "touch /tmp/x-$$; chown 5 /tmp/x-$$ 2>&1; rm /tmp/x-$$")
                .output()
                .contains("Invalid argument"));
    }

    @Test
    void is_refused_what_belongs_to_the_host() {
        Container container = kernel.build("clone user");

        assertEquals(
                Errno.EPERM,
                refusal(
                                container,
                                "unshare uts",
                                "setns " + ProcessHandle.current().pid() + " uts")
                        .errno());
        assertTrue(kernel.run(container, "cat", "/etc/shadow").status().shellStatus() != 0);
    }

    private static SyscallFailed refusal(Container container, String before, String line) {
        OnTheKernel.apply(container, before);
        return assertThrows(SyscallFailed.class, () -> OnTheKernel.apply(container, line));
    }

    @Test
    void stacks_an_overlay_that_its_root_may_write_to() {
        Container container =
                kernel.build("rootfs busybox", "clone user", "unshare mnt pid", "overlay", "pivot_root", "mount proc");

        assertEquals(
                "new",
                kernel.run(container, "sh", "-c", "echo new > /etc/new; cat /etc/new")
                        .output());
    }

    @Test
    void is_rebuilt_by_undo_like_any_other() {
        Container container = kernel.build(WHOLE);
        container.undo(1);
        OnTheKernel.apply(container, "mount proc");

        assertEquals("box", kernel.run(container, "hostname").output());
        container.undo(6);
        assertEquals(List.of(), List.copyOf(container.own()));
    }

    @Test
    void starts_only_once() {
        Container container = kernel.build("clone user");

        assertThrows(Refusal.class, () -> OnTheKernel.apply(container, "clone user"));
        assertTrue(container.own().contains(Namespace.USER));
    }

    @Test
    void sees_a_time_of_its_own() {
        Container container = kernel.build("clone user", "unshare time --boottime 864000");

        String uptime = kernel.run(container, "cat", "/proc/uptime").output();
        assertTrue(Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) > 864_000, uptime);
    }

    @Test
    void is_limited_by_a_group_that_it_cannot_change() {
        OnTheKernel.needsController("pids");
        Container container = kernel.build(
                "rootfs busybox", "cgroup set pids.max 3", "clone user", "unshare mnt pid cgroup", "pivot_root");

        OnTheKernel.Ran ran = kernel.run(container, "sh", "-c", "sleep 9 & sleep 9 & sleep 9 & sleep 9 &");
        assertTrue(ran.output().contains("can't fork"), ran.output());
    }
}
