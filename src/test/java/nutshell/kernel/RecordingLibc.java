package nutshell.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jnr.constants.platform.Errno;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import nutshell.capabilities.Capability;
import nutshell.capabilities.CapabilitySet;
import org.jspecify.annotations.Nullable;

/**
 * A C library that writes down what it is asked and grants it, or refuses what a test told it to refuse.
 *
 * <p>Memory alone is real (mmap, mprotect, munmap, dlsym), because {@link ChildMemory} keeps its code page for the whole
 * JVM: a made-up one would be jumped into by a later test that starts a real child.
 */
final class RecordingLibc implements Libc {

    /** What errno holds after a call that nobody told to fail: reading it too late gives itself away by this. */
    static final Errno STALE = Errno.EXDEV;

    private static final Libc REAL = LibraryLoader.create(Libc.class).load("c");
    private static final int CAPABILITIES_VERSION_3 = 0x2008_0522;

    final List<String> calls = new ArrayList<>();
    private final Map<String, Errno> refusals = new HashMap<>();
    private final Map<String, Long> results = new HashMap<>();
    private CapabilitySet effective = CapabilitySet.known();
    private Consumer<Long> child = list -> {};
    private int waitStatus;
    private int errno = STALE.intValue();

    RecordingLibc refusing(String call, Errno reason) {
        refusals.put(call, reason);
        return this;
    }

    RecordingLibc returning(String call, long result) {
        results.put(call, result);
        return this;
    }

    /** What capget(2) says of the calling thread. */
    RecordingLibc holding(CapabilitySet capabilities) {
        effective = capabilities;
        return this;
    }

    /** What a new child does with the list at this address. */
    RecordingLibc child(Consumer<Long> acts) {
        child = acts;
        return this;
    }

    RecordingLibc ending(int rawStatus) {
        waitStatus = rawStatus;
        return this;
    }

    int errno() {
        return errno;
    }

    private int note(String call, @Nullable Object... arguments) {
        return (int) noteLong(call, arguments);
    }

    private long noteLong(String call, @Nullable Object... arguments) {
        calls.add(call + "(" + Stream.of(arguments).map(String::valueOf).collect(Collectors.joining(", ")) + ")");
        Optional<Errno> refusal = Optional.ofNullable(refusals.get(call));
        errno = refusal.orElse(STALE).intValue();
        return refusal.isPresent() ? -1 : results.getOrDefault(call, 0L);
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
        return noteLong("write", fd, new String(bytes, StandardCharsets.UTF_8), length);
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
            child.accept(argument);
        }
        return pid;
    }

    @Override
    public int waitpid(int pid, int[] status, int options) {
        status[0] = waitStatus;
        int result = note("waitpid", pid, options);
        // Interrupted once, by a signal: the second time it answers.
        refusals.remove("waitpid", Errno.EINTR);
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
    public int uname(Pointer names) {
        byte[] name = "böx\0".getBytes(StandardCharsets.UTF_8);
        names.put(65, name, 0, name.length);
        return note("uname");
    }

    /** How, and which signals of the first 64. */
    @Override
    public int pthread_sigmask(int how, Pointer set, Pointer old) {
        old.putLong(0, 1 << 9);
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
        Architecture here = Architecture.ofThisMachine();
        if (number == here.number(Architecture.Syscall.MMAP)) {
            return REAL.syscall(number, a, b, c, d, e, f);
        }
        if (number == here.number(Architecture.Syscall.CAPGET)) {
            return capget(at(a), at(b));
        }
        if (number == here.number(Architecture.Syscall.PIVOT_ROOT)) {
            return noteLong("pivot_root", at(a).getString(0), at(b).getString(0), c, d, e, f);
        }
        return noteLong("syscall " + number, a, b, c, d, e, f);
    }

    private long capget(Pointer header, Pointer sets) {
        calls.add("capget()");
        // Whoever asks after a refusal must not lose its errno by asking.
        errno = STALE.intValue();
        if (header.getInt(0) != CAPABILITIES_VERSION_3 || header.getInt(4) != 0) {
            throw new AssertionError("capget(2) was not asked about the calling thread");
        }
        sets.putInt(0, (int) effective.bits());
        sets.putInt(12, (int) (effective.bits() >>> 32));
        return 0;
    }

    static CapabilitySet allBut(Capability missing) {
        return CapabilitySet.known().minus(CapabilitySet.of(missing));
    }
}
