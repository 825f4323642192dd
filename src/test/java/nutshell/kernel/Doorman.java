package nutshell.kernel;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Stands at the kernel's door of a process of a test's own, started with {@code -Djnr.ffi.provider=nutshell.kernel.Doorman}:
 * counts every call, those in a child's list and a deputy's too, and lets {@link Passes} say which is refused or the last.
 *
 * <p>What a child or a deputy does, no Java sees: for a refusal their request becomes a call with a number that a filter of
 * {@link #beforeAnyThread} answers with the errno, and for a kill a kill(2) of this process.
 */
public final class Doorman extends Interposed {

    private static final int SPIN = 0x0000_0fa0;
    private static final long FUTEX_WAKE_PRIVATE = 129;
    private static final int ASKED = 1;
    private static final int CLONE_NEWUSER = 0x1000_0000;
    /** To be called first of all: threads begun later have the filter too, and with it all that they start. */
    public static void beforeAnyThread() {
        Kernel.silent().seccomp(Passes.answeringFilter());
    }

    @Override
    @Nullable Object answer(Libc libc, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("clone")) {
            childList(arguments);
        }
        if (method.getName().equals("mprotect")) {
            sleepSoon((Pointer) arguments[0], ((Number) arguments[1]).longValue());
        }
        Optional<Syscall> number = numbered(method, arguments);
        if (number.filter(Syscall.FUTEX::equals).isPresent()) {
            deputy(arguments);
        }
        String name = number.map(Syscall::spelled).orElse(method.getName());
        Passes.Verdict verdict = name.equals("syscall") ? Passes.Verdict.PASS : Passes.at(name);
        if (verdict.errno() > 0) {
            return refused(method, verdict.errno());
        }
        if (verdict.equals(Passes.Verdict.END_BEFORE)) {
            end(libc);
        }
        Object result = made(libc, method, arguments);
        if (verdict.equals(Passes.Verdict.END_AFTER)) {
            end(libc);
        }
        return result;
    }

    /** As no program can prevent. */
    private static void end(Libc libc) {
        libc.kill((int) ProcessHandle.current().pid(), Signal.SIGKILL.number());
        LockSupport.park();
    }

    /** The calls that a child is about to make; a deputy's clone has no list. */
    private static void childList(Object[] arguments) {
        boolean deputy = ((Integer) arguments[2] & CLONE_NEWUSER) != 0;
        if (!deputy) {
            entries((Long) arguments[3]);
        }
    }

    private static void entries(long list) {
        for (long at = list + ChildList.HEADER; at(at).getLong(0) >= 0; at += ChildList.ENTRY) {
            replace(at(at), 0);
        }
    }

    /** What a deputy is asked for, which still sleeps. */
    private static void deputy(Object[] arguments) {
        Pointer area = at((Long) arguments[1]);
        boolean asks = (Long) arguments[2] == FUTEX_WAKE_PRIVATE && area.getInt(0) == ASKED;
        if (asks) {
            if (area.getLong(16) == Syscall.CLONE.number() && area.getLong(8) == 1) {
                entries(at(area.getLong(32)).getLong(8));
            }
            replace(area, 16);
        }
    }

    /** Number and arguments lie side by side, in a list's entry and in a deputy's area. */
    private static void replace(Pointer memory, long at) {
        Passes.Verdict verdict = numbered(memory.getLong(at))
                .map(call -> Passes.at(call.spelled()))
                .orElse(Passes.Verdict.PASS);
        if (verdict.errno() > 0) {
            memory.putLong(at, Passes.ANSWERED + verdict.errno());
        } else if (!verdict.equals(Passes.Verdict.PASS)) {
            memory.putLong(at + 8, ProcessHandle.current().pid());
            memory.putLong(at + 16, Signal.SIGKILL.number());
            memory.putLong(at, Syscall.KILL.number());
        }
    }

    /**
     * A deputy looks for its next request four thousand times before it sleeps; once is enough here, so that a request can
     * be changed before it is seen. {@code mov ecx, 4000} of deputy-x86_64.s; on other processors deputies pass as they are.
     */
    private static void sleepSoon(Pointer code, long length) {
        for (int i = 0; i + 5 <= length; i++) {
            if (code.getByte(i) == (byte) 0xb9 && code.getInt(i + 1) == SPIN) {
                code.putInt(i + 1, 1);
            }
        }
    }
}
