package nutshell.kernel;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.jspecify.annotations.Nullable;

/** The C functions again, each as the one system call it stands for, made by a {@link Deputy}. */
final class DeputyLibc implements Libc {

    private static final int AT_FDCWD = -100;
    private static final int AT_REMOVEDIR = 0x200;
    private static final int CLONE_PARENT = 0x8000;

    /** After these credentials may be others, and the parent-death signal gone; see PR_SET_PDEATHSIG. */
    private static final Set<Long> CREDENTIALS = Set.of(
            Syscall.SETRESUID.number(),
            Syscall.SETRESGID.number(),
            Syscall.CAPSET.number(),
            Syscall.UNSHARE.number(),
            Syscall.SETNS.number());

    private final Deputy deputy;
    /** Of this process: what is about our own memory, children and terminal. */
    private final Libc here;

    private final IntSupplier hereErrno;

    private int errno;

    DeputyLibc(Deputy deputy, Libc here, IntSupplier hereErrno) {
        this.deputy = deputy;
        this.here = here;
        this.hereErrno = hereErrno;
    }

    int errno() {
        return errno;
    }

    /** Arguments are numbers, texts, and null for NULL. */
    private long ask(Syscall syscall, @Nullable Object... arguments) {
        List<Pointer> texts = new ArrayList<>();
        try {
            long[] values = new long[arguments.length];
            for (int i = 0; i < arguments.length; i++) {
                values[i] = value(arguments[i], texts);
            }
            return answer(deputy.call(then(syscall.number()), syscall.number(), values));
        } finally {
            Reference.reachabilityFence(texts);
        }
    }

    private static Deputy.Then then(long number) {
        return CREDENTIALS.contains(number) ? Deputy.Then.BOUND_AGAIN : Deputy.Then.NOTHING;
    }

    private static long value(@Nullable Object argument, List<Pointer> texts) {
        if (argument instanceof String text) {
            Pointer memory = NativeMemory.string(text);
            texts.add(memory);
            return memory.address();
        }
        return argument instanceof Number number ? number.longValue() : 0;
    }

    private long answer(long result) {
        errno = result < 0 ? (int) -result : 0;
        return result < 0 ? -1 : result;
    }

    private int own(int result) {
        errno = result < 0 ? hereErrno.getAsInt() : 0;
        return result;
    }

    @Override
    public int unshare(int flags) {
        return (int) ask(Syscall.UNSHARE, flags);
    }

    @Override
    public int setns(int fd, int nstype) {
        return (int) ask(Syscall.SETNS, fd, nstype);
    }

    @Override
    public int sethostname(String name, long length) {
        return (int) ask(Syscall.SETHOSTNAME, name, length);
    }

    @Override
    public int chroot(String path) {
        return (int) ask(Syscall.CHROOT, path);
    }

    @Override
    public int chdir(String path) {
        return (int) ask(Syscall.CHDIR, path);
    }

    @Override
    public int mount(@Nullable String source, String target, @Nullable String type, long flags, @Nullable String data) {
        return (int) ask(Syscall.MOUNT, source, target, type, flags, data);
    }

    @Override
    public int umount2(String target, int flags) {
        return (int) ask(Syscall.UMOUNT2, target, flags);
    }

    @Override
    public int mknod(String path, int mode, long device) {
        return (int) ask(Syscall.MKNODAT, AT_FDCWD, path, mode, device);
    }

    @Override
    public int umask(int mask) {
        return (int) ask(Syscall.UMASK, mask);
    }

    @Override
    public int mkdir(String path, int mode) {
        return (int) ask(Syscall.MKDIRAT, AT_FDCWD, path, mode);
    }

    @Override
    public int rmdir(String path) {
        return (int) ask(Syscall.UNLINKAT, AT_FDCWD, path, AT_REMOVEDIR);
    }

    @Override
    public int open(String path, int flags, int mode) {
        return (int) ask(Syscall.OPENAT, AT_FDCWD, path, flags, mode);
    }

    @Override
    public int close(int fd) {
        return (int) ask(Syscall.CLOSE, fd);
    }

    @Override
    public long write(int fd, byte[] bytes, long length) {
        Pointer memory = NativeMemory.of(bytes);
        try {
            return ask(Syscall.WRITE, fd, memory.address(), length);
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        return (int) ask(Syscall.SOCKET, domain, type, protocol);
    }

    @Override
    public int setsockopt(int fd, int level, int name, int[] value, int length) {
        Pointer memory = NativeMemory.zeroed(4);
        memory.putInt(0, value[0]);
        try {
            return (int) ask(Syscall.SETSOCKOPT, fd, level, name, memory.address(), length);
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    @Override
    public long send(int fd, byte[] bytes, long length, int flags) {
        Pointer memory = NativeMemory.of(bytes);
        try {
            return ask(Syscall.SENDTO, fd, memory.address(), length, flags);
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    @Override
    public long recv(int fd, byte[] bytes, long length, int flags) {
        Pointer memory = NativeMemory.zeroed(bytes.length);
        long received = ask(Syscall.RECVFROM, fd, memory.address(), length, flags);
        memory.get(0, bytes, 0, (int) Math.max(0, received));
        return received;
    }

    @Override
    public int pipe2(int[] ends, int flags) {
        Pointer memory = NativeMemory.zeroed(8);
        int result = (int) ask(Syscall.PIPE2, memory.address(), flags);
        ends[0] = memory.getInt(0);
        ends[1] = memory.getInt(4);
        return result;
    }

    /**
     * The child becomes ours, not the deputy's (CLONE_PARENT), so that we wait for it like for any other. It takes what it
     * runs, and with which argument, from its stack.
     */
    @Override
    public int clone(long entry, long stack, int flags, long argument, long parentTid, long tls, long childTid) {
        Pointer top = Pointer.wrap(Runtime.getSystemRuntime(), stack - 16);
        top.putLong(0, entry);
        top.putLong(8, argument);
        boolean tlsLast = Architecture.ofThisMachine() == Architecture.X86_64;
        return (int) answer(deputy.call(
                Deputy.Then.A_CHILD,
                Syscall.CLONE.number(),
                Integer.toUnsignedLong(flags | CLONE_PARENT),
                stack - 16,
                parentTid,
                tlsLast ? childTid : tls,
                tlsLast ? tls : childTid));
    }

    @Override
    public int kill(int pid, int signal) {
        return (int) ask(Syscall.KILL, pid, signal);
    }

    @Override
    public int uname(Pointer names) {
        return (int) ask(Syscall.UNAME, names.address());
    }

    @Override
    public long syscall(long number, long a, long b, long c, long d, long e, long f) {
        if (number == Syscall.MMAP.number()) {
            // The memory is one and the same.
            return here.syscall(number, a, b, c, d, e, f);
        }
        return answer(deputy.call(then(number), number, a, b, c, d, e, f));
    }

    @Override
    public int waitpid(int pid, int[] status, int options) {
        return own(here.waitpid(pid, status, options));
    }

    @Override
    public int tcsetpgrp(int fd, int group) {
        return own(here.tcsetpgrp(fd, group));
    }

    @Override
    public int tcgetpgrp(int fd) {
        return here.tcgetpgrp(fd);
    }

    /** The deputy's children are ours, and so is all that is asked about them. */
    @Override
    public int getpgid(int pid) {
        return own(here.getpgid(pid));
    }

    @Override
    public int waitid(int kind, int id, Pointer info, int options) {
        return own(here.waitid(kind, id, info, options));
    }

    @Override
    public int setpgid(int pid, int group) {
        return own(here.setpgid(pid, group));
    }

    @Override
    public int getpgrp() {
        return here.getpgrp();
    }

    @Override
    public int pthread_sigmask(int how, Pointer set, @Nullable Pointer old) {
        return here.pthread_sigmask(how, set, old);
    }

    @Override
    public int mprotect(Pointer address, long length, int protection) {
        return here.mprotect(address, length, protection);
    }

    @Override
    public int munmap(Pointer address, long length) {
        return here.munmap(address, length);
    }

    @Override
    public Pointer dlsym(long handle, String symbol) {
        return here.dlsym(handle, symbol);
    }
}
