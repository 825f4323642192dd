package nutshell.kernel;

import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import nutshell.refusals.Refusal;

/** The machine code of children and deputies, mapped once, readable and executable and no longer writable. */
final class MachineCode {

    private static final int PAGE = 4096;
    private static final int DEPUTY = PAGE / 2;
    private static final int PROT_READ_WRITE = 3;
    private static final int PROT_READ_EXEC = 5;
    private static final int MAP_SHARED_ANONYMOUS = 0x21;

    private static long page;
    private static long clock;

    private MachineCode() {}

    /** The address of {@code void child(long *list)}. */
    static long child(Libc libc) {
        return page(libc);
    }

    /** The address of {@code void deputy(void *area)}. */
    static long deputy(Libc libc) {
        return page(libc) + DEPUTY;
    }

    private static synchronized long page(Libc libc) {
        if (page == 0) {
            Pointer memory = map(libc, PAGE);
            byte[] child = Architecture.ofThisMachine().childCode();
            byte[] deputy = Architecture.ofThisMachine().deputyCode();
            memory.put(0, child, 0, child.length);
            memory.put(DEPUTY, deputy, 0, deputy.length);
            if (libc.mprotect(memory, PAGE, PROT_READ_EXEC) < 0) {
                throw Refusal.machine(
                        "this machine forbids executable memory (mprotect), which a new child needs",
                        "use the lab machine, or allow execmem for this program");
            }
            page = memory.address();
        }
        return page;
    }

    /** The address of clock_gettime(3), with which the code takes the time of each call. */
    static synchronized long clock(Libc libc) {
        if (clock == 0) {
            clock = libc.dlsym(0, "clock_gettime").address();
        }
        return clock;
    }

    /** Maps memory that is shared with children, also with those that do not share all of ours; see mmap(2). */
    static Pointer map(Libc libc, int size) {
        long address = libc.syscall(Syscall.MMAP.number(), 0, size, PROT_READ_WRITE, MAP_SHARED_ANONYMOUS, -1, 0);
        if (address == -1) {
            throw Refusal.machine("no memory for a new child (mmap)", "end other programs");
        }
        return Pointer.wrap(Runtime.getSystemRuntime(), address, size);
    }
}
