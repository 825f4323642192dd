package nutshell.kernel;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jnr.ffi.Pointer;
import nutshell.kernel.ChildList.Entry;
import nutshell.refusals.Refusal;

/** A child that carries out a list; what came of it can be read here until it is closed. */
final class ClonedChild implements AutoCloseable {

    private static final int WNOHANG = 1;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x0100_0000;
    private static final int P_PID = 1;

    private final Door door;
    private final Libc libc;
    /** Keeps what the calls point to for as long as this is kept. */
    private final ChildList list;

    private final ChildMemory memory;
    private final int pid;

    /** A signal handler of the JVM must not run in the child: its list unblocks signals after it has reset them. */
    ClonedChild(Door door, ChildList list, CloneFlags flags) {
        this.door = door;
        this.libc = door.libc();
        this.list = list;
        this.memory = new ChildMemory(libc, list);
        try {
            this.pid = (int) SignalMask.ALL_BUT_FAULTS.during(
                    libc, () -> door.call(() -> clone(flags.bits()), "clone", flags.names()));
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        } finally {
            Reference.reachabilityFence(list);
        }
    }

    private int clone(int flags) {
        long code = MachineCode.child(libc);
        return libc.clone(code, memory.stackAddress(), flags, memory.listAddress(), 0, 0, memory.pidAddress());
    }

    private List<Entry> entries() {
        return list.entries();
    }

    int pid() {
        return pid;
    }

    /** How many calls the child came back from. */
    int cameBack() {
        return memory.reached(entries().size());
    }

    boolean cameBackFromAll() {
        return cameBack() == entries().size();
    }

    /** The last call's result, or the negative errno. */
    long lastResult() {
        return memory.result(entries().size() - 1);
    }

    /** What the kernel said to the last call: 0 or its errno; nothing where it did not come to that. */
    OptionalInt lastErrno() {
        return cameBackFromAll() ? OptionalInt.of((int) Math.max(0, -lastResult())) : OptionalInt.empty();
    }

    /** Whether all calls before the last were granted, so that it came to that. */
    boolean reachedLast() {
        int before = entries().size() - 1;
        return cameBack() == before && (before == 0 || memory.result(before - 1) >= 0);
    }

    /** Whether the child has become a program; that all before execve(2) was granted says it only almost. */
    boolean runsProgram() {
        return reachedLast() && hasExecuted();
    }

    /**
     * Whether a child got through execve(2), or was killed in it, for want of memory say. setpgid(2) knows: it answers
     * EACCES once a child has executed a program, and for its own group it changes nothing before. But the kernel lets the
     * parent go on an instant earlier than it takes note of that (begin_new_exec in fs/exec.c).
     */
    private boolean hasExecuted() {
        boolean gone = false;
        while (libc.setpgid(pid, libc.getpgid(pid)) >= 0) {
            if (gone) {
                return false;
            }
            // Asked once more when it has ended, for it may have got through meanwhile.
            gone = isGone();
            Thread.onSpinWait();
        }
        return true;
    }

    /** Whether the child has ended; it can still be waited for. */
    private boolean isGone() {
        Pointer info = NativeMemory.zeroed(128);
        return libc.waitid(P_PID, pid, info, WEXITED | WNOHANG | WNOWAIT) < 0
                || info.getInt(0) == Signal.SIGCHLD.number();
    }

    /** Traces what the child, now gone, has done; throws the first refusal. A call it was killed in never came back. */
    void report() {
        reportReturned();
        entries().stream()
                .skip(cameBack())
                .findFirst()
                .ifPresent(entry -> report(entry, SyscallEvent.NEVER_CAME_BACK, 0));
    }

    /** The same for a child that has become a program: execve(2) comes back only when it is refused. */
    void reportProgram() {
        reportReturned();
        report(entries().get(entries().size() - 1), 0, 0);
    }

    private void reportReturned() {
        int back = cameBack();
        for (int i = 0; i < back; i++) {
            report(entries().get(i), memory.result(i), memory.micros(i));
        }
    }

    private void report(Entry entry, long result, long micros) {
        door.report(entry.name(), entry.decoded(), result, errno(result), micros, SyscallEvent.Actor.CHILD);
    }

    /** The calls that the child made, a refused one last, for whom a refusal is an answer like others. */
    List<SyscallEvent> played() {
        List<SyscallEvent> events = new ArrayList<>();
        int back = cameBack();
        for (int i = 0; i < back; i++) {
            events.add(note(entries().get(i), memory.result(i), memory.micros(i)));
        }
        boolean refused = back > 0 && memory.result(back - 1) < 0;
        if (back < entries().size() && !refused) {
            // execve(2) comes back only when it is refused; whatever else did not come back was the child's end.
            events.add(note(entries().get(back), SyscallEvent.NEVER_CAME_BACK, 0));
        }
        return List.copyOf(events);
    }

    private SyscallEvent note(Entry entry, long result, long micros) {
        return door.note(entry.name(), entry.decoded(), result, errno(result), micros, SyscallEvent.Actor.CHILD);
    }

    private static int errno(long result) {
        return result < 0 && result != SyscallEvent.NEVER_CAME_BACK ? (int) -result : 0;
    }

    Refusal killed(Optional<WaitStatus> end) {
        Entry last = entries().get(cameBack());
        String how = end.map(status -> "by signal " + status.signal()).orElse("by a signal");
        return Refusal.failed(
                "the child was killed %s in %s(%s), before it became a program"
                        .formatted(how, last.name(), String.join(", ", last.decoded())),
                "look cgroup: memory.max may be too small for a program to start");
    }

    @Override
    public void close() {
        memory.close();
    }
}
