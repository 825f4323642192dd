package nutshell.kernel;

import java.lang.invoke.VarHandle;
import java.util.Optional;
import jnr.ffi.Pointer;
import nutshell.refusals.Refusal;

/**
 * A process of one thread that makes system calls on our behalf, because a process of several may not: unshare(2) and
 * setns(2) refuse a user namespace to a JVM. It shares our memory and our descriptors, so that an address or a descriptor
 * means the same to both, and it runs some machine code that wait for a request, make the call, and answer.
 *
 * <p>The area it reads: state, what comes of a call, number, six arguments, result, our process id; see {@code deputy-x86_64.s}.
 */
public final class Deputy implements AutoCloseable {

    /** What comes of a call that is granted, in the numbers of the machine code. */
    enum Then {
        NOTHING(0),
        /** The call comes back twice. */
        A_CHILD(1),
        /** An id that changes makes the kernel forget with whom it is to die: it sees to that before it answers. */
        BOUND_AGAIN(2);

        private final long code;

        Then(long code) {
            this.code = code;
        }
    }

    private static final int SIZE = 16 * 1024;
    private static final int ASKED = 1;
    private static final int FUTEX_WAIT_PRIVATE = 128;
    private static final int FUTEX_WAKE_PRIVATE = 129;
    private static final int SPINS = 2_000;
    private static final long PATIENCE_NANOS = 10_000_000;

    private final Libc libc;
    private final Processes processes;
    private final Pointer area;
    private final Pointer patience;
    private Optional<WaitStatus> end = Optional.empty();
    private int pid;

    Deputy(Libc libc, Processes processes) {
        this.libc = libc;
        this.processes = processes;
        this.area = MachineCode.map(libc, SIZE);
        this.patience = NativeMemory.zeroed(16);
        patience.putLong(8, PATIENCE_NANOS);
        area.putLong(80, ProcessHandle.current().pid());
    }

    /** Waits until it is ready: from then on it dies with us. */
    void is(int child) {
        pid = child;
        call(Then.NOTHING, Syscall.GETPID.number());
    }

    long areaAddress() {
        return area.address();
    }

    /** The top of its stack, of which it uses nothing. */
    long stackAddress() {
        return area.address() + SIZE - 64;
    }

    /** Its number in our PID namespace. */
    public int pid() {
        return pid;
    }

    /** Has a call made and returns what the kernel does: a result, or the negative errno. */
    synchronized long call(Then then, long number, long... arguments) {
        if (end.isPresent()) {
            throw ended();
        }
        area.putLong(8, then.code);
        area.putLong(16, number);
        for (int i = 0; i < 6; i++) {
            area.putLong(24 + 8L * i, i < arguments.length ? arguments[i] : 0);
        }
        VarHandle.fullFence();
        area.putInt(0, ASKED);
        futex(FUTEX_WAKE_PRIVATE, 1, 0);
        awaitAnswer();
        return area.getLong(72);
    }

    private void awaitAnswer() {
        for (int i = 0; i < SPINS && state() == ASKED; i++) {
            Thread.onSpinWait();
        }
        while (state() == ASKED) {
            // Not for ever: what it was asked for may have ended it, a filter of its own for one.
            futex(FUTEX_WAIT_PRIVATE, ASKED, patience.address());
            if (state() == ASKED) {
                if (isGone()) {
                    throw ended();
                }
            }
        }
    }

    private int state() {
        VarHandle.fullFence();
        int state = area.getInt(0);
        VarHandle.fullFence();
        return state;
    }

    private void futex(int operation, int value, long timeout) {
        libc.syscall(Syscall.FUTEX.number(), area.address(), operation, value, timeout, 0, 0);
    }

    private Refusal ended() {
        String how = end.filter(WaitStatus::signalled)
                .map(status -> "was killed by signal " + status.signal())
                .orElse("has ended");
        return Refusal.failed("the process that is the container " + how, "undo builds it again");
    }

    /** Has it end: the kernel takes back the namespaces that nobody else is in, which takes it a moment. */
    public synchronized void dismiss() {
        if (end.isEmpty()) {
            libc.kill(pid, Signal.SIGKILL.number());
        }
    }

    /** Whether it has ended by now. It is waited for, and its memory given back, when this is first true. */
    public synchronized boolean isGone() {
        if (end.isEmpty()) {
            end = processes.ended(pid);
            end.ifPresent(status -> libc.munmap(area, SIZE));
        }
        return end.isPresent();
    }

    /** Ends it, and comes back when it has. */
    @Override
    public synchronized void close() {
        dismiss();
        if (end.isEmpty()) {
            end = processes.await(pid, false);
            libc.munmap(area, SIZE);
        }
    }
}
