package nutshell.kernel;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import jnr.constants.platform.Errno;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.jspecify.annotations.Nullable;

/**
 * A C library that writes down what it is asked and grants it, or refuses what a test told it to refuse.
 *
 * <p>Memory alone is real (mmap, mprotect, munmap, dlsym), because {@link ChildMemory} keeps its code page for the whole
 * JVM: a made-up one would be jumped into by a later test that starts a real child.
 */
final class RecordingLibc implements Libc {

    private static final Libc REAL = LibraryLoader.create(Libc.class).load("c");

    private final Notes notes;

    RecordingLibc(Notes notes) {
        this.notes = notes;
    }

    private int note(String call, @Nullable Object... arguments) {
        return (int) notes.take(call, arguments);
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static Pointer at(long address) {
        return Pointer.wrap(Runtime.getSystemRuntime(), address);
    }

    @Override
    public int unshare(int flags) {
        return note("unshare", hex(flags));
    }

    @Override
    public int setns(int fd, int nstype) {
        return note("setns", fd, hex(nstype));
    }

    @Override
    public int sethostname(String name, long length) {
        return note("sethostname", name, length);
    }

    @Override
    public int chroot(String path) {
        return note("chroot", path);
    }

    @Override
    public int chdir(String path) {
        return note("chdir", path);
    }

    @Override
    public int mount(@Nullable String source, String target, @Nullable String type, long flags, @Nullable String data) {
        return note("mount", source, target, type, hex(flags), data);
    }

    @Override
    public int umount2(String target, int flags) {
        return note("umount2", target, flags);
    }

    @Override
    public int mknod(String path, int mode, long device) {
        return note("mknod", path, "0" + Integer.toOctalString(mode), hex(device));
    }

    @Override
    public int umask(int mask) {
        return note("umask", "0" + Integer.toOctalString(mask));
    }

    @Override
    public int mkdir(String path, int mode) {
        return note("mkdir", path, "0" + Integer.toOctalString(mode));
    }

    @Override
    public int rmdir(String path) {
        return note("rmdir", path);
    }

    @Override
    public int open(String path, int flags, int mode) {
        return note("open", path, hex(flags), "0" + Integer.toOctalString(mode));
    }

    @Override
    public int close(int fd) {
        return note("close", fd);
    }

    @Override
    public long write(int fd, byte[] bytes, long length) {
        return notes.take("write", fd, new String(bytes, StandardCharsets.UTF_8), length);
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        return note("socket", domain, hex(type), protocol);
    }

    @Override
    public int setsockopt(int fd, int level, int name, int[] value, int length) {
        return note("setsockopt", fd, level, name, value[0], length);
    }

    /** Answers as a kernel would that a test has told what to say. */
    @Override
    public long send(int fd, byte[] bytes, long length, int flags) {
        long result = notes.take("send", fd, HexFormat.of().formatHex(bytes), length, flags);
        return result < 0 ? result : length;
    }

    @Override
    public long recv(int fd, byte[] bytes, long length, int flags) {
        byte[] datagram = notes.nextDatagram();
        System.arraycopy(datagram, 0, bytes, 0, datagram.length);
        long result = notes.take("recv", fd, length, flags);
        return result < 0 ? result : datagram.length;
    }

    @Override
    public int pipe2(int[] ends, int flags) {
        ends[0] = 10;
        ends[1] = 11;
        return note("pipe2", hex(flags));
    }

    @Override
    public int clone(long entry, long stack, int flags, long argument, long parentTid, long tls, long childTid) {
        int pid = note("clone", hex(flags));
        if (pid > 0) {
            notes.child().accept(argument);
        }
        return pid;
    }

    @Override
    public int waitpid(int pid, int[] status, int options) {
        status[0] = notes.waitStatus();
        int result = note("waitpid", pid, options);
        // Interrupted once, by a signal: the second time it answers.
        notes.grant("waitpid", Errno.EINTR);
        return result < 0 ? result : pid;
    }

    @Override
    public int kill(int pid, int signal) {
        return note("kill", pid, signal);
    }

    @Override
    public int tcsetpgrp(int fd, int group) {
        return note("tcsetpgrp", fd, group);
    }

    @Override
    public int tcgetpgrp(int fd) {
        return note("tcgetpgrp", fd);
    }

    @Override
    public int getpgrp() {
        return note("getpgrp");
    }

    @Override
    public int getpgid(int pid) {
        return note("getpgid", pid);
    }

    /** Whoever is asked about has ended. */
    @Override
    public int waitid(int kind, int id, Pointer info, int options) {
        info.putInt(0, 17);
        return note("waitid", kind, id, hex(options));
    }

    @Override
    public int setpgid(int pid, int group) {
        return note("setpgid", pid, group);
    }

    @Override
    public int uname(Pointer names) {
        byte[] name = "böx\0".getBytes(StandardCharsets.UTF_8);
        names.put(65, name, 0, name.length);
        return note("uname");
    }

    /** How, and which signals of the first 64. */
    @Override
    public int pthread_sigmask(int how, Pointer set, @Nullable Pointer old) {
        if (old != null) {
            old.putLong(0, 1 << 9);
        }
        return note("pthread_sigmask", how, hex(set.getLong(0)));
    }

    @Override
    public int mprotect(Pointer address, long length, int protection) {
        return REAL.mprotect(address, length, protection);
    }

    @Override
    public int munmap(Pointer address, long length) {
        return REAL.munmap(address, length);
    }

    @Override
    public Pointer dlsym(long handle, String symbol) {
        return REAL.dlsym(handle, symbol);
    }

    @Override
    public long syscall(long number, long a, long b, long c, long d, long e, long f) {
        if (number == Syscall.MMAP.number()) {
            return REAL.syscall(number, a, b, c, d, e, f);
        }
        if (number == Syscall.CAPGET.number()) {
            return notes.capget(at(a), at(b));
        }
        if (number == Syscall.PIVOT_ROOT.number()) {
            return notes.take("pivot_root", at(a).getString(0), at(b).getString(0), c, d, e, f);
        }
        if (number == Syscall.SECCOMP.number()) {
            return notes.take("seccomp", a, b, filter(at(c)), d, e, f);
        }
        return notes.take("syscall " + number, a, b, c, d, e, f);
    }

    /** The instructions that struct sock_fprog points at, as they lie in memory. */
    private static String filter(Pointer program) {
        Pointer instructions = program.getPointer(8);
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < Short.toUnsignedInt(program.getShort(0)) * 8; i++) {
            text.append(i > 0 && i % 4 == 0 ? " " : "").append("%02x".formatted(instructions.getByte(i)));
        }
        return text.append(']').toString();
    }
}
