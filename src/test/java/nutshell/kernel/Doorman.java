package nutshell.kernel;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.jspecify.annotations.Nullable;

/**
 * Stands at the kernel's door of a process of a test's own, started with {@code -Djnr.ffi.provider=nutshell.kernel.Doorman}:
 * counts every call, those in a child's list and a deputy's too, and lets {@link Passes} say which is refused or the last.
 *
 * <p>What a child or a deputy does, no Java sees: for a refusal their request becomes a call with a number that a filter of
 * {@link #beforeAnyThread} answers with the errno. For a kill a child sleeps in the place of its call, and goes on when this
 * process is gone; it could not kill us itself, for whom it does not see in its PID namespace.
 */
public final class Doorman extends Interposed {

    /** How long a child sleeps in the place of a call at which this process is killed. */
    public static final long SLEEP_NANOS = 500_000_000;

    private static final int SPIN = 0x0000_0fa0;
    private static final long FUTEX_WAKE_PRIVATE = 129;
    private static final int ASKED = 1;
    private static final long UNTIL_IT_SLEEPS_NANOS = 150_000_000;
    private static final int CLONE_NEWUSER = 0x1000_0000;
    private static final Pointer SLEEP = Memory.allocateDirect(Runtime.getSystemRuntime(), 16, true);

    private static final Thread KILLER = new Thread(Doorman::awaitEnd, "killer");
    private static volatile Optional<Libc> door = Optional.empty();

    static {
        SLEEP.putLong(8, SLEEP_NANOS);
    }

    /** To be called first of all: threads begun later have the filter too, and with it all that they start. */
    public static void beforeAnyThread() {
        Kernel.silent().seccomp(Passes.answeringFilter());
        KILLER.setDaemon(true);
        KILLER.start();
    }

    @Override
    @Nullable Object answer(Libc libc, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("clone")) {
            childList(libc, arguments);
        }
        if (method.getName().equals("mprotect")) {
            sleepSoon((Pointer) arguments[0], ((Number) arguments[1]).longValue());
        }
        Optional<Syscall> number = numbered(method, arguments);
        if (number.filter(Syscall.FUTEX::equals).isPresent() && deputy(libc, arguments)) {
            made(libc, method, arguments);
            endWhenAnswered(libc, at((Long) arguments[1]));
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
    private static void childList(Libc libc, Object[] arguments) {
        boolean deputy = ((Integer) arguments[2] & CLONE_NEWUSER) != 0;
        if (!deputy) {
            entries(libc, (Long) arguments[3]);
        }
    }

    private static void entries(Libc libc, long list) {
        for (long at = list + ChildList.HEADER; at(at).getLong(0) >= 0; at += ChildList.ENTRY) {
            Passes.Verdict verdict = verdict(at(at), 0);
            if (verdict.equals(Passes.Verdict.END_BEFORE) || verdict.equals(Passes.Verdict.END_AFTER)) {
                Pointer entry = at(verdict.equals(Passes.Verdict.END_BEFORE) ? at : next(at));
                sleepInItsPlace(entry);
                endSoon(libc);
            }
        }
    }

    /** The last of a list is where its program would be: after it there is nothing to sleep in. */
    private static long next(long at) {
        return at(at + ChildList.ENTRY).getLong(0) >= 0 ? at + ChildList.ENTRY : at;
    }

    private static void sleepInItsPlace(Pointer entry) {
        entry.putLong(0, Syscall.PPOLL.number());
        entry.putLong(8, 0);
        entry.putLong(16, 0);
        entry.putLong(24, SLEEP.address());
        entry.putLong(32, 0);
        entry.putLong(40, 8);
    }

    private static void endSoon(Libc libc) {
        door = Optional.of(libc);
        LockSupport.unpark(KILLER);
    }

    /** Begun early: a thread that has left its PID namespace can begin no other. */
    private static void awaitEnd() {
        while (door.isEmpty()) {
            LockSupport.park();
        }
        LockSupport.parkNanos(UNTIL_IT_SLEEPS_NANOS);
        end(door.get());
    }

    /** What a deputy is asked for, which still sleeps. Returns whether the end comes when it has answered. */
    private static boolean deputy(Libc libc, Object[] arguments) {
        Pointer area = at((Long) arguments[1]);
        boolean asks = (Long) arguments[2] == FUTEX_WAKE_PRIVATE && area.getInt(0) == ASKED;
        if (!asks) {
            return false;
        }
        if (area.getLong(16) == Syscall.CLONE.number() && area.getLong(8) == 1) {
            entries(libc, at(area.getLong(32)).getLong(8));
        }
        Passes.Verdict verdict = verdict(area, 16);
        if (verdict.equals(Passes.Verdict.END_BEFORE)) {
            end(libc);
        }
        return verdict.equals(Passes.Verdict.END_AFTER);
    }

    private static void endWhenAnswered(Libc libc, Pointer area) {
        for (int i = 0; i < 1_000 && area.getInt(0) == ASKED; i++) {
            LockSupport.parkNanos(100_000);
        }
        end(libc);
    }

    /** Number and arguments lie side by side, in a list's entry and in a deputy's area. A refusal is put there at once. */
    private static Passes.Verdict verdict(Pointer memory, long at) {
        Passes.Verdict verdict = numbered(memory.getLong(at))
                .map(call -> Passes.at(call.spelled()))
                .orElse(Passes.Verdict.PASS);
        if (verdict.errno() > 0) {
            memory.putLong(at, Passes.ANSWERED + verdict.errno());
        }
        return verdict;
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
