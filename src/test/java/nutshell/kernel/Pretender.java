package nutshell.kernel;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Random;
import java.util.Set;
import jnr.constants.platform.Errno;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A kernel that only pretends: what looks is asked of the real one, what would change something is granted or refused by
 * chance, and nothing is done. Children are numbers beyond what a kernel gives out, and end at once.
 */
public final class Pretender extends Interposed {

    private static final int FIRST = 5_000_000;
    private static final int O_ACCMODE = 3;
    private static final int EXITED = 17;

    /** What changes nothing but our own memory. */
    private static final Set<String> REAL = Set.of(
            "close",
            "mprotect",
            "munmap",
            "dlsym",
            "pthread_sigmask",
            "uname",
            "getpgrp",
            "getpgid",
            "tcgetpgrp",
            "pipe2");

    private static final Set<Syscall> LOOKS = Set.of(
            Syscall.MMAP,
            Syscall.FUTEX,
            Syscall.GETUID,
            Syscall.GETGID,
            Syscall.GETTID,
            Syscall.GETPID,
            Syscall.CAPGET,
            Syscall.READLINKAT,
            Syscall.FACCESSAT,
            Syscall.STATX,
            Syscall.GETDENTS64);

    private final Random random = new Random(1);
    private int children;

    @Override
    @Nullable synchronized Object answer(Libc libc, Method method, Object[] arguments) throws Throwable {
        String name = numbered(method, arguments).map(Syscall::spelled).orElse(method.getName());
        if (REAL.contains(name)
                || numbered(method, arguments).filter(LOOKS::contains).isPresent()) {
            return made(libc, method, arguments);
        }
        return switch (name) {
            case "open" -> open(libc, method, arguments);
            case "clone" -> child((Long) arguments[3], (Integer) arguments[2]);
            case "waitpid" -> ended(arguments);
            case "waitid" -> {
                ((Pointer) arguments[2]).putInt(0, EXITED);
                yield 0;
            }
            case "setpgid" -> refused(method, Errno.EACCES.intValue());
            case "socket" -> libc.open("/dev/null", 0, 0);
            case "recv", "ptrace", "ppoll", "fanotify_init", "read" -> refused(method, Errno.EPERM.intValue());
            case "write", "send" -> result(method, (Long) arguments[2]);
            default -> granted(method, name);
        };
    }

    private Object granted(Method method, String name) {
        List<String> errnos = Passes.errnos(name);
        boolean grant = errnos.isEmpty() || random.nextInt(8) > 0;
        return grant
                ? result(method, 0)
                : refused(
                        method,
                        Errno.valueOf(errnos.get(random.nextInt(errnos.size()))).intValue());
    }

    /** What is opened to be written to is nowhere. */
    private static Object open(Libc libc, Method method, Object[] arguments) throws Throwable {
        int flags = (Integer) arguments[1];
        return (flags & O_ACCMODE) == 0
                ? made(libc, method, arguments)
                : (Object) libc.open("/dev/null", flags & O_ACCMODE, 0);
    }

    /** Has come back from every call of its list but from the last. */
    private Object child(long list, int flags) {
        boolean deputy = (flags & 0x1000_0000) != 0;
        for (long at = list + ChildList.HEADER;
                !deputy && at(at + ChildList.ENTRY).getLong(0) >= 0;
                at += ChildList.ENTRY) {
            at(at).putLong(56, 0);
        }
        return FIRST + children++;
    }

    private Object ended(Object[] arguments) {
        ((int[]) arguments[1])[0] = List.of(0, 0, 0, 1 << 8, 127 << 8, 9).get(random.nextInt(6));
        return arguments[0];
    }
}
