package nutshell.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Calls by which a child settles how signals reach it, written into its list; see sigaction(2) and sigprocmask(2). */
final class SignalCalls {

    private static final int SIG_SETMASK = 2;

    /** Bytes of the kernel's sigset_t. */
    private static final int SET = 8;

    private final ChildList list;

    SignalCalls(ChildList list) {
        this.list = list;
    }

    /** Whatever was set for each, even to be ignored, which execve(2) would hand on, is the default again. */
    SignalCalls byDefault(Signal... signals) {
        // A zeroed struct kernel_sigaction means SIG_DFL.
        long zeroes = list.room(4 * Long.BYTES);
        for (Signal signal : signals) {
            list.add(
                    Syscall.RT_SIGACTION,
                    List.of(signal.name(), "{sa_handler=SIG_DFL}", "NULL", "8"),
                    signal.number(),
                    zeroes,
                    0,
                    SET);
        }
        return this;
    }

    void blockNone() {
        block(0, "[]");
    }

    void blockAllBut(Signal one) {
        block(~one.bit(), "~[" + one.name().substring("SIG".length()) + "]");
    }

    private void block(long set, String decoded) {
        long place = list.place(ByteBuffer.allocate(SET)
                .order(ByteOrder.nativeOrder())
                .putLong(set)
                .array());
        list.add(Syscall.RT_SIGPROCMASK, List.of("SIG_SETMASK", decoded, "NULL", "8"), SIG_SETMASK, place, 0, SET);
    }
}
