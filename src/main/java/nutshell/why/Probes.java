package nutshell.why;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** For each kind of call, how the kernel is asked the same again without anything coming of it. */
final class Probes {

    private static final int AT_FDCWD = -100;
    private static final int AT_EACCESS = 0x200;
    private static final int W_AND_X = 3;
    private static final int X_OK = 1;
    private static final int O_ACCMODE = 3;
    private static final int O_NONBLOCK_CLOEXEC = 0x8_0800;
    private static final int NAMESPACES = 0x7e02_0080;
    private static final int SIGCHLD = 17;
    private static final int MS_MOVE = 8192;
    private static final int MNT_EXPIRE = 4;

    private static final Map<String, BiFunction<RefusedCall, Scratch, Optional<Probe>>> BY_NAME = Map.ofEntries(
            // The size is judged after the privilege.
            Map.entry("sethostname", (call, scratch) -> Optional.of(Probe.of("sethostname", 0L, -1))),
            Map.entry("setdomainname", (call, scratch) -> Optional.of(Probe.of("setdomainname", 0L, -1))),
            // A root is never moved onto itself.
            Map.entry("mount", (call, scratch) -> Optional.of(Probe.of("mount", "/", "/", null, MS_MOVE, null))),
            Map.entry("umount2", (call, scratch) -> Optional.of(Probe.of("umount2", "/", MNT_EXPIRE))),
            Map.entry(
                    "pivot_root",
                    (call, scratch) -> Optional.of(Probe.of("pivot_root", "/is/not/there", "/is/not/there"))),
            Map.entry("swapon", (call, scratch) -> Optional.of(Probe.of("swapon", "/is/not/there", 0))),
            Map.entry("swapoff", (call, scratch) -> Optional.of(Probe.of("swapoff", "/is/not/there"))),
            Map.entry("reboot", (call, scratch) -> Optional.of(Probe.of("reboot", 0, 0, 0, 0))),
            Map.entry("init_module", (call, scratch) -> Optional.of(Probe.of("init_module", 0, 0, ""))),
            Map.entry("finit_module", (call, scratch) -> Optional.of(Probe.of("finit_module", -1, "", 0))),
            Map.entry("delete_module", (call, scratch) -> Optional.of(Probe.of("delete_module", "", 0))),
            Map.entry("syslog", (call, scratch) -> Optional.of(Probe.of("syslog", 10, 0, 0))),
            // What only the throw-away process feels is done for real.
            Map.entry("chroot", (call, scratch) -> Optional.of(Probe.of("chroot", "."))),
            Map.entry("unshare", (call, scratch) -> asItWas(call)),
            Map.entry("setuid", (call, scratch) -> asItWas(call)),
            Map.entry("setgid", (call, scratch) -> asItWas(call)),
            Map.entry("setreuid", (call, scratch) -> asItWas(call)),
            Map.entry("setregid", (call, scratch) -> asItWas(call)),
            Map.entry("setresuid", (call, scratch) -> asItWas(call)),
            Map.entry("setresgid", (call, scratch) -> asItWas(call)),
            Map.entry("setfsuid", (call, scratch) -> asItWas(call)),
            Map.entry("setpriority", (call, scratch) -> asItWas(call)),
            Map.entry("socket", (call, scratch) -> asItWas(call)),
            Map.entry("iopl", (call, scratch) -> asItWas(call)),
            Map.entry("ioperm", (call, scratch) -> asItWas(call)),
            Map.entry("fanotify_init", (call, scratch) -> asItWas(call)),
            Map.entry("setgroups", (call, scratch) -> setgroups(call)),
            Map.entry("bind", (call, scratch) -> bind(call)),
            Map.entry("clone", (call, scratch) -> clone(call.argument(0))),
            Map.entry("clone3", (call, scratch) -> clone(number(call.bytes(call.argument(0), 8)))),
            Map.entry("fork", (call, scratch) -> clone(0)),
            Map.entry("vfork", (call, scratch) -> clone(0)),
            Map.entry("kill", (call, scratch) -> Optional.of(Probe.of("kill", call.argument(0), 0))),
            Map.entry("tkill", (call, scratch) -> Optional.of(Probe.of("tkill", call.argument(0), 0))),
            Map.entry(
                    "tgkill",
                    (call, scratch) -> Optional.of(Probe.of("tgkill", call.argument(0), call.argument(1), 0))),
            Map.entry("ptrace", (call, scratch) -> asItWas(call)),
            // Files: opened as they were, but nothing is made, cut or waited for.
            Map.entry("open", (call, scratch) -> open(call, call.argument(1))),
            Map.entry("openat", (call, scratch) -> open(call, call.argument(2))),
            Map.entry("openat2", (call, scratch) -> open(call, number(call.bytes(call.argument(2), 8)))),
            Map.entry("creat", (call, scratch) -> open(call, 0101)),
            Map.entry("truncate", (call, scratch) -> open(call, 1)),
            Map.entry("chdir", (call, scratch) -> access(call.path(), X_OK)),
            Map.entry("execve", (call, scratch) -> access(call.path(), X_OK)),
            Map.entry("execveat", (call, scratch) -> access(call.path(), X_OK)),
            Map.entry("mkdir", (call, scratch) -> entry(call)),
            Map.entry("mkdirat", (call, scratch) -> entry(call)),
            Map.entry("rmdir", (call, scratch) -> entry(call)),
            Map.entry("unlink", (call, scratch) -> entry(call)),
            Map.entry("unlinkat", (call, scratch) -> entry(call)),
            Map.entry("rename", (call, scratch) -> entry(call)),
            Map.entry("renameat", (call, scratch) -> entry(call)),
            Map.entry("renameat2", (call, scratch) -> entry(call)),
            Map.entry("symlink", (call, scratch) -> entry(call)),
            Map.entry("symlinkat", (call, scratch) -> entry(call)),
            Map.entry("mknod", (call, scratch) -> mknod(scratch, call.argument(1), call.argument(2))),
            Map.entry("mknodat", (call, scratch) -> mknod(scratch, call.argument(2), call.argument(3))),
            Map.entry("chown", (call, scratch) -> owner(call, scratch, call.argument(1), call.argument(2))),
            Map.entry("lchown", (call, scratch) -> owner(call, scratch, call.argument(1), call.argument(2))),
            Map.entry("fchownat", (call, scratch) -> owner(call, scratch, call.argument(2), call.argument(3))),
            Map.entry("chmod", (call, scratch) -> mode(call, scratch, call.argument(1))),
            Map.entry("fchmodat", (call, scratch) -> mode(call, scratch, call.argument(2))),
            Map.entry("fchmodat2", (call, scratch) -> mode(call, scratch, call.argument(2))));

    private Probes() {}

    /** Empty where no harmless way is known to ask again. */
    static Optional<Probe> of(RefusedCall call, Scratch scratch) {
        BiFunction<RefusedCall, Scratch, Optional<Probe>> known = BY_NAME.get(call.name());
        return known == null ? Optional.empty() : known.apply(call, scratch);
    }

    private static Optional<Probe> asItWas(RefusedCall call) {
        return Optional.of(Probe.of(call.name(), call.arguments().subList(0, 5).toArray()));
    }

    private static long number(byte[] bytes) {
        return bytes.length < 8
                ? 0
                : java.nio.ByteBuffer.wrap(bytes)
                        .order(java.nio.ByteOrder.nativeOrder())
                        .getLong();
    }

    private static Optional<Probe> setgroups(RefusedCall call) {
        int count = (int) Math.min(64, call.argument(0));
        return Optional.of(Probe.of("setgroups", count, call.bytes(call.argument(1), Math.max(4, 4 * count))));
    }

    /** The socket becomes descriptor 0, because that was closed before. */
    private static Optional<Probe> bind(RefusedCall call) {
        int length = (int) Math.min(128, call.argument(2));
        byte[] address = call.bytes(call.argument(1), length);
        if (address.length < 2) {
            return Optional.empty();
        }
        int family = (address[0] & 0xff) | ((address[1] & 0xff) << 8);
        return Optional.of(Probe.of("bind", 0, address, address.length)
                .after("socket", family, 1, 0)
                .after("close", 0));
    }

    /** A child of the throw-away process ends at once; of the flags only the new namespaces can be refused. */
    private static Optional<Probe> clone(long flags) {
        return Optional.of(Probe.of("clone", (flags & NAMESPACES) | SIGCHLD, 0, 0, 0, 0));
    }

    private static Optional<Probe> open(RefusedCall call, long flags) {
        if (call.path().isEmpty()) {
            return Optional.empty();
        }
        Path seen = call.subject().seenFromHere(call.path().get());
        if (!Files.exists(seen)) {
            return entry(call);
        }
        if (!Files.isRegularFile(seen) && !Files.isDirectory(seen)) {
            // To open a device may be to do something already.
            long access = (flags & O_ACCMODE) == 0 ? 4 : (flags & O_ACCMODE) == 1 ? 2 : 6;
            return access(call.path(), (int) access);
        }
        return Optional.of(
                Probe.of("openat", AT_FDCWD, call.path().get(), (flags & O_ACCMODE) | O_NONBLOCK_CLOEXEC, 0));
    }

    private static Optional<Probe> access(Optional<String> path, int mode) {
        return path.map(text -> Probe.of("faccessat2", AT_FDCWD, text, mode, AT_EACCESS));
    }

    /** A new or vanished name is a matter of the directory it is in. */
    private static Optional<Probe> entry(RefusedCall call) {
        return access(call.path().map(text -> text.substring(0, text.lastIndexOf('/') + 1) + "."), W_AND_X);
    }

    /** In a directory of ours: the privilege does not depend on the place. */
    private static Optional<Probe> mknod(Scratch scratch, long mode, long device) {
        return Optional.of(Probe.of("mknodat", scratch.openDirectory(), "node", mode, device));
    }

    private static Optional<Probe> owner(RefusedCall call, Scratch scratch, long user, long group) {
        return file(call, scratch).map(fd -> Probe.of("fchown", fd, (int) user, (int) group));
    }

    private static Optional<Probe> mode(RefusedCall call, Scratch scratch, long mode) {
        return file(call, scratch).map(fd -> Probe.of("fchmod", fd, mode));
    }

    private static Optional<Integer> file(RefusedCall call, Scratch scratch) {
        return call.path().flatMap(path -> scratch.like(call.subject().seenFromHere(path)));
    }
}
