package nutshell.kernel;

import java.util.function.LongSupplier;
import jnr.ffi.Pointer;

/** Signals that are kept away from the calling thread while something is done; see pthread_sigmask(3). */
final class SignalMask {

    private static final int SIG_BLOCK = 0;
    private static final int SIG_SETMASK = 2;

    /** Bytes of glibc's sigset_t. */
    private static final int SET = 128;

    /** SIGILL, SIGTRAP, SIGBUS, SIGFPE and SIGSEGV; see signal(7). */
    private static final long FAULTS = 1L << 3 | 1L << 4 | 1L << 6 | 1L << 7 | 1L << 10;

    /**
     * All but those which the kernel sends to the thread that caused them: the JVM stops its threads by a fault of their own,
     * and a fault whose signal is blocked ends the process.
     */
    static final SignalMask ALL_BUT_FAULTS = allBut(FAULTS);

    private final Pointer blocked = NativeMemory.zeroed(SET);

    private SignalMask(long first) {
        blocked.putLong(0, first);
    }

    static SignalMask of(Signal signal) {
        return new SignalMask(signal.bit());
    }

    private static SignalMask allBut(long first) {
        SignalMask mask = new SignalMask(~first);
        for (int i = Long.BYTES; i < SET; i++) {
            mask.blocked.putByte(i, (byte) 0xff);
        }
        return mask;
    }

    /** Makes a call meanwhile; its errno outlives the mask, which does not fail. */
    long during(Libc libc, LongSupplier call) {
        Pointer before = NativeMemory.zeroed(SET);
        libc.pthread_sigmask(SIG_BLOCK, blocked, before);
        try {
            return call.getAsLong();
        } finally {
            libc.pthread_sigmask(SIG_SETMASK, before, null);
        }
    }
}
