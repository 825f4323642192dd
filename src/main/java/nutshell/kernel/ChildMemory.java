package nutshell.kernel;

import java.util.List;
import jnr.ffi.Pointer;
import nutshell.kernel.ChildList.Entry;

/**
 * Memory that parent and child share for the length of one start: the list, a place for the child's id, a stack.
 *
 * <p>Mapped MAP_SHARED, so that the results come back also from a child that was forked without CLONE_VM.
 */
final class ChildMemory implements AutoCloseable {

    private static final int SIZE = 64 * 1024;
    private static final long NANOS = 1_000_000_000L;

    private final Libc libc;
    private final Pointer memory;
    private final long pidSlot;

    ChildMemory(Libc libc, ChildList list) {
        List<Entry> entries = list.entries();
        this.pidSlot = ChildList.HEADER + (long) ChildList.ENTRY * (entries.size() + 1);
        if (pidSlot > SIZE / 2) {
            throw new IllegalArgumentException("a child's list holds at most 300 calls");
        }
        this.libc = libc;
        this.memory = MachineCode.map(libc, SIZE);
        memory.putLong(0, MachineCode.clock(libc));
        for (int i = 0; i < entries.size(); i++) {
            put(at(i), entries.get(i));
        }
        memory.putLong(at(entries.size()), -1);
    }

    private void put(long at, Entry entry) {
        memory.putLong(at, entry.number());
        for (int j = 0; j < entry.values().size(); j++) {
            long value = entry.values().get(j);
            memory.putLong(at + 8L * (j + 1), value == ChildList.OWN_PID ? pidAddress() : value);
        }
        // What is still there afterwards was never reached.
        memory.putLong(at + 56, SyscallEvent.NEVER_CAME_BACK);
    }

    private static long at(int index) {
        return ChildList.HEADER + (long) ChildList.ENTRY * index;
    }

    long listAddress() {
        return memory.address();
    }

    long pidAddress() {
        return memory.address() + pidSlot;
    }

    /** The top of the stack, aligned to 16 bytes as the calling conventions of both processors ask. */
    long stackAddress() {
        return memory.address() + SIZE - 64;
    }

    /** The result of the i-th call, or {@link SyscallEvent#NEVER_CAME_BACK} if the child did not come back from it. */
    long result(int index) {
        return memory.getLong(at(index) + 56);
    }

    long micros(int index) {
        long at = at(index);
        long before = memory.getLong(at + 64) * NANOS + memory.getLong(at + 72);
        long after = memory.getLong(at + 80) * NANOS + memory.getLong(at + 88);
        return Math.max(0, (after - before) / 1000);
    }

    /** How many of so many calls the child came back from. */
    int reached(int entries) {
        int reached = 0;
        while (reached < entries && result(reached) != SyscallEvent.NEVER_CAME_BACK) {
            reached++;
        }
        return reached;
    }

    @Override
    public void close() {
        libc.munmap(memory, SIZE);
    }
}
