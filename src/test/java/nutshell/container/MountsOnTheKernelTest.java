package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jnr.constants.platform.Errno;
import nutshell.kernel.SyscallFailed;
import nutshell.mounts.MountInfo;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("machine")
class MountsOnTheKernelTest {

    private static final String PROCESSES = "for entry in /proc/[0-9]*; do echo ${entry#/proc/}; done";

    @RegisterExtension
    final OnTheKernel kernel = new OnTheKernel();

    @BeforeEach
    void needs() {
        OnTheKernel.needsBusybox();
    }

    @Test
    void mounts_for_the_container_and_nobody_else() {
        String target = kernel.directory().toString();
        Container container = kernel.build("unshare mnt", "mount -t tmpfs -o size=64k,ro tmpfs " + target);

        MountInfo mount = mountAt(target, View.of(container).mounts());
        assertEquals("tmpfs", mount.fsType());
        assertTrue(mount.options().startsWith("ro"), mount.options());
        assertFalse(HostState.now().mounts().stream().anyMatch(line -> line.contains(target)));

        OnTheKernel.apply(container, "umount " + target);
        assertFalse(View.of(container).mounts().stream()
                .anyMatch(gone -> gone.mountPoint().equals(target)));
    }

    @Test
    void masks_what_proc_tells_before_the_first_program_can_look() {
        Container container = kernel.build(
                "rootfs busybox",
                "unshare mnt pid",
                "chdir",
                "mount -o bind,X-mount.mkdir /dev/null dev/null",
                "pivot_root",
                "mount proc",
                "mount -o bind,ro /proc/sys /proc/sys",
                "mount -o bind,nofail /dev/null /proc/timer_list",
                "mount -t tmpfs -o nofail tmpfs /proc/no-kernel-has-this");

        String seen = kernel.run(
                        container, "sh", "-c", "cat /proc/timer_list; grep -c ' /proc/sys ro' /proc/self/mountinfo")
                .output();

        assertEquals("1", seen);
    }

    @Test
    void makes_no_mount_point_in_the_hosts_own_tree() {
        Path target = kernel.directory().resolve("made");

        Refusal refused = assertThrows(
                Refusal.class, () -> kernel.build("unshare mnt", "mount -t tmpfs -o X-mount.mkdir tmpfs " + target));

        assertEquals(Refusal.Kind.SAFETY, refused.kind());
        assertFalse(Files.exists(target));
    }

    @Test
    void writes_into_the_upper_layer_and_leaves_the_lower_as_it_was() throws IOException {
        Container container = kernel.build("rootfs busybox", "unshare mnt", "overlay", "pivot_root");
        Path lower = kernel.rootOf(container);
        Path upper = lower.resolveSibling("upper");

        kernel.run(container, "sh", "-c", "echo new > /etc/mine; rm /bin/vi");

        assertEquals("new\n", Files.readString(upper.resolve("etc/mine")));
        assertTrue(Files.exists(upper.resolve("bin/vi"), java.nio.file.LinkOption.NOFOLLOW_LINKS), "a whiteout");
        assertFalse(Files.exists(lower.resolve("etc/mine")));
        assertTrue(Files.exists(lower.resolve("bin/vi")));
        assertEquals("new", kernel.run(container, "cat", "/etc/mine").output());
        assertEquals(1, kernel.run(container, "test", "-e", "/bin/vi").status().shellStatus());
    }

    @Test
    void shows_in_proc_the_container_s_own_processes_only() {
        Container container = kernel.build("rootfs busybox", "unshare mnt pid", "pivot_root", "mount proc");

        // The loop is the shell's own: no other process is started for it.
        assertEquals("1", kernel.run(container, "sh", "-c", PROCESSES).output());
    }

    @Test
    void shows_them_also_when_proc_is_mounted_after_pid_1_has_begun() {
        Container container = kernel.build("rootfs busybox", "unshare mnt pid", "pivot_root");
        kernel.start(container, "sleep", "60");
        OnTheKernel.apply(container, "mount proc");

        List<String> seen =
                kernel.run(container, "sh", "-c", PROCESSES).output().lines().toList();
        assertEquals(2, seen.size(), seen.toString());
        assertEquals("1", seen.get(0));
        assertEquals("1", Processes.visibleInside(container));
    }

    @Test
    void refuses_a_place_for_proc_that_is_not_there_before_pid_1_has_to_find_out() {
        Container container = kernel.build("rootfs busybox", "unshare mnt pid", "pivot_root");

        Refusal refused =
                assertThrows(Refusal.class, () -> OnTheKernel.apply(container, "mount -t proc proc /nowhere"));
        assertTrue(refused.toString().contains("/nowhere"), refused.toString());
        assertEquals(0, kernel.run(container, "true").status().shellStatus());
    }

    @Test
    void keeps_what_runs_when_a_later_mount_is_refused() {
        Container container = kernel.build("rootfs busybox", "unshare mnt pid", "pivot_root");
        OnTheKernel.Started sleep = kernel.start(container, "sleep", "60");

        SyscallFailed refused =
                assertThrows(SyscallFailed.class, () -> OnTheKernel.apply(container, "mount -t proc proc /nowhere"));
        assertEquals(Errno.ENOENT, refused.errno());
        assertEquals(List.of(sleep.child()), container.children());
        assertEquals(List.of(), container.news());
    }

    @Test
    void makes_devices_with_the_permissions_that_were_asked_for() {
        Container container = kernel.build(
                "rootfs busybox",
                "unshare mnt",
                "pivot_root",
                "mknod /dev/null c 1 3",
                "mknod -m 600 /dev/pipe p",
                "mknod /dev/disk b 7 300");

        String kinds = kernel.run(container, "stat", "-c", "%F %t:%T %a", "/dev/null", "/dev/pipe", "/dev/disk")
                .output();
        assertEquals("character special file 1:3 666\nfifo 0:0 600\nblock special file 7:12c 666", kinds);

        SyscallFailed refused =
                assertThrows(SyscallFailed.class, () -> OnTheKernel.apply(container, "mknod /dev/null c 1 3"));
        assertEquals(Errno.EEXIST, refused.errno());
        assertEquals(List.of(), container.news());
    }

    private static MountInfo mountAt(String point, List<MountInfo> mounts) {
        return mounts.stream()
                .filter(mount -> mount.mountPoint().equals(point))
                .findFirst()
                .orElseThrow();
    }
}
