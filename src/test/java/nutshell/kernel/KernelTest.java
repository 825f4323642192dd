package nutshell.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jnr.constants.platform.Errno;
import nutshell.mounts.MountFlag;
import nutshell.namespaces.Namespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KernelTest {

    private final Notes notes = new Notes();
    private final List<SyscallEvent> trace = new ArrayList<>();
    private final Kernel kernel =
            new Kernel(new Door(new RecordingLibc(notes), notes::errno, trace::add, SyscallEvent.Actor.CONTAINER));

    private interface Act extends Consumer<Kernel> {}

    static Stream<Arguments> calls() {
        return Stream.of(
                one(Kernel::unshareFileSystemAttributes, "unshare(0x200)", "unshare(CLONE_FS) = 0"),
                one(
                        k -> k.unshare(new TreeSet<>(List.of(Namespace.MNT, Namespace.UTS, Namespace.TIME))),
                        "unshare(0x4020080)",
                        "unshare(CLONE_NEWUTS|CLONE_NEWNS|CLONE_NEWTIME) = 0"),
                one(k -> k.setns(7, Namespace.NET), "setns(7, 0x40000000)", "setns(7, CLONE_NEWNET) = 0"),
                one(k -> k.sethostname("böx"), "sethostname(böx, 4)", "sethostname(\"böx\", 4) = 0"),
                one(
                        k -> k.mount("proc", "/proc", "proc", 0, null),
                        "mount(proc, /proc, proc, 0x0, null)",
                        "mount(\"proc\", \"/proc\", \"proc\", 0, NULL) = 0"),
                one(
                        k -> k.mount(null, "/", null, MountFlag.of(MountFlag.MS_REC, MountFlag.MS_PRIVATE), "a=b"),
                        "mount(null, /, null, 0x44000, a=b)",
                        "mount(NULL, \"/\", NULL, MS_REC|MS_PRIVATE, \"a=b\") = 0"),
                one(
                        k -> k.umount("/old", Kernel.DETACH | Kernel.NOFOLLOW),
                        "umount2(/old, 10)",
                        "umount2(\"/old\", MNT_DETACH|UMOUNT_NOFOLLOW) = 0"),
                one(k -> k.umount("/old", 0), "umount2(/old, 0)", "umount2(\"/old\", 0) = 0"),
                one(k -> k.umount("/old", 1 | 64), "umount2(/old, 65)", "umount2(\"/old\", MNT_FORCE|0x40) = 0"),
                one(k -> k.chroot("/srv"), "chroot(/srv)", "chroot(\"/srv\") = 0"),
                one(k -> k.chdir("/"), "chdir(/)", "chdir(\"/\") = 0"),
                one(k -> k.pivotRoot(".", "old"), "pivot_root(., old, 0, 0, 0, 0)", "pivot_root(\".\", \"old\") = 0"),
                one(
                        k -> k.mknod("/dev/null", 0020666, 1, 3),
                        "mknod(/dev/null, 020666, 0x103)",
                        "mknodat(AT_FDCWD, \"/dev/null\", 020666, makedev(1, 3)) = 0"),
                // 12 bits of major, 20 of minor, the minor's upper 12 on top (sys/sysmacros.h).
                one(
                        k -> k.mknod("/d", 0060600, 0xabc, 0xdef12),
                        "mknod(/d, 060600, 0xdefabc12)",
                        "mknodat(AT_FDCWD, \"/d\", 060600, makedev(2748, 913170)) = 0"),
                one(
                        k -> k.seccomp(new byte[] {6, 0, 0, 0, 0, 0, (byte) 0xff, 0x7f}),
                        "seccomp(1, 0, [06000000 0000ff7f], 0, 0, 0)",
                        "seccomp(SECCOMP_SET_MODE_FILTER, 0, {len=1}) = 0"),
                one(k -> k.umask(0), "umask(00)", "umask(0000) = 0"),
                one(k -> k.mkdir("/d", 0755), "mkdir(/d, 0755)", "mkdir(\"/d\", 0755) = 0"),
                one(k -> k.rmdir("/d"), "rmdir(/d)", "rmdir(\"/d\") = 0"),
                one(
                        k -> k.open("/f", OpenMode.READ_WRITE),
                        "open(/f, 0x80002, 0600)",
                        "openat(AT_FDCWD, \"/f\", O_RDWR|O_CLOEXEC) = 0"),
                one(k -> k.write(5, "né\n"), "write(5, né\n, 4)", "write(5, \"né\\n\", 4) = 0"),
                one(k -> k.close(5), "close(5)", "close(5) = 0"),
                one(k -> k.processes().kill(-9, Signal.SIGCONT), "kill(-9, 18)", "kill(-9, SIGCONT) = 0"),
                one(k -> k.processes().pipe(), "pipe2(0x80000)", "pipe2([reading end, writing end], O_CLOEXEC) = 0"));
    }

    private static Arguments one(Act act, String call, String event) {
        return arguments(act, call, event);
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("calls")
    void makes_one_call_and_traces_it_decoded(Act act, String call, String event) {
        act.accept(kernel);

        assertEquals(List.of(call), notes.calls);
        assertEquals(List.of(event), trace.stream().map(SyscallEvent::toString).toList());
        assertEquals(SyscallEvent.Actor.CONTAINER, trace.get(0).by());
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("calls")
    void reads_errno_before_anything_can_overwrite_it(Act act, String call, String event) {
        notes.refusing(call.substring(0, call.indexOf('(')), Errno.EPERM);

        SyscallFailed failed = assertThrows(SyscallFailed.class, () -> act.accept(kernel));

        assertEquals(Errno.EPERM, failed.errno());
        assertEquals(call, notes.calls.get(0));
        assertEquals(
                List.of(event.replaceAll("= 0$", "= EPERM")),
                trace.stream().map(SyscallEvent::toString).toList());
        assertEquals(-1, trace.get(0).result());
    }

    @Test
    void returns_what_the_kernel_returns() {
        notes.returning("open", 42).returning("umask", 022);

        assertEquals(42, kernel.open("/f", OpenMode.READ));
        assertEquals(022, kernel.umask(077));
        assertEquals(
                List.of("openat(AT_FDCWD, \"/f\", O_RDONLY|O_CLOEXEC) = 42", "umask(0077) = 18"),
                trace.stream().map(SyscallEvent::toString).toList());
        assertEquals(Optional.empty(), trace.get(0).errno());
    }

    @Test
    void writes_a_file_as_echo_does() {
        notes.returning("open", 9);

        kernel.writeFile("/f", "+pids");

        assertEquals(List.of("open(/f, 0x80001, 0600)", "write(9, +pids, 5)", "close(9)"), notes.calls);
    }

    @Test
    void closes_a_file_whose_write_was_refused() {
        notes.returning("open", 9).refusing("write", Errno.EBUSY);

        SyscallFailed failed = assertThrows(SyscallFailed.class, () -> kernel.writeFile("/f", "+pids"));

        assertEquals("write(9, \"+pids\", 5) failed: EBUSY", failed.getMessage());
        assertEquals("close(9)", notes.calls.get(notes.calls.size() - 1));
    }

    @Test
    void looks_without_a_trace() {
        notes.returning("syscall " + Syscall.GETTID.number(), 4711);

        assertEquals("böx", kernel.hostname());
        assertEquals(4711, kernel.gettid());
        assertEquals(List.of(), trace);
    }
}
