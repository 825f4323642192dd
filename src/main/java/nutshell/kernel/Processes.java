package nutshell.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import nutshell.kernel.ChildList.Entry;
import nutshell.refusals.Refusal;

/** Starts children that carry out a {@link ChildList}, waits for them, and minds the terminal. */
public final class Processes {

    private static final int CLONE_VM = 0x100;
    private static final int CLONE_FILES = 0x400;
    private static final int CLONE_VFORK = 0x4000;
    private static final int CLONE_NEWUSER = 0x1000_0000;
    private static final int CLONE_CHILD_SETTID = 0x0100_0000;
    private static final int SIGCHLD = 17;
    private static final int ALWAYS = CLONE_VFORK | CLONE_CHILD_SETTID | SIGCHLD;
    private static final String ALWAYS_NAMES = "CLONE_VFORK|CLONE_CHILD_SETTID|SIGCHLD";
    private static final int SIGTTOU = 22;

    /** SIGILL, SIGTRAP, SIGBUS, SIGFPE and SIGSEGV in a signal set, whose lowest bit is signal 1; see signal(7). */
    private static final long FAULTS = 1L << 3 | 1L << 4 | 1L << 6 | 1L << 7 | 1L << 10;

    private static final int SIG_BLOCK = 0;
    private static final int SIG_SETMASK = 2;
    private static final int WNOHANG = 1;
    private static final int WUNTRACED = 2;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x0100_0000;
    private static final int P_PID = 1;
    private static final int O_CLOEXEC = 0x8_0000;
    private static final int EINTR = 4;

    private final Door door;
    private final Libc libc;

    Processes(Door door) {
        this.door = door;
        this.libc = door.libc();
    }

    /**
     * Starts a child that ends its list with execve(2), and returns its process id once it has become that program.
     *
     * <p>Every call the child made stands in the trace. If one was refused, the child is gone, has been waited for, and the
     * refusal is thrown. {@code sharingMemory} is the fast way; it must be false after unshare(CLONE_NEWTIME), because
     * Linux before 6.3 lets no process that shares memory enter a time namespace (EINVAL).
     */
    public int start(ChildList list, boolean sharingMemory) {
        int flags = ALWAYS | (sharingMemory ? CLONE_VM : 0);
        String names = (sharingMemory ? "CLONE_VM|" : "") + ALWAYS_NAMES;
        try (ChildMemory memory = new ChildMemory(libc, list)) {
            int pid = cloneChild(list, memory, flags, names);
            if (runsProgram(list, memory, pid)) {
                reportReturned(list, memory);
                // execve(2) comes back only when it is refused.
                report(list.entries().get(list.entries().size() - 1), 0, 0);
                return pid;
            }
            Optional<WaitStatus> end = await(pid, false);
            reportCalls(list, memory);
            throw killed(list, memory, end);
        }
    }

    /**
     * Has a child carry out a list without a program at its end, waits until it has ended, and returns the last call's
     * result. The child shares our descriptors, so what it opens stays open here. {@code sharingMemory} as above.
     */
    public long carryOut(ChildList list, boolean sharingMemory) {
        int flags = ALWAYS | CLONE_FILES | (sharingMemory ? CLONE_VM : 0);
        String names = (sharingMemory ? "CLONE_VM|" : "") + "CLONE_FILES|" + ALWAYS_NAMES;
        try (ChildMemory memory = new ChildMemory(libc, list)) {
            int pid = cloneChild(list, memory, flags, names);
            Optional<WaitStatus> end = await(pid, false);
            reportCalls(list, memory);
            if (cameBack(list, memory) < list.entries().size()) {
                throw killed(list, memory, end);
            }
            return memory.result(list.entries().size() - 1);
        }
    }

    /**
     * Has a child carry out a list in a copy of our descriptors, to find out what the kernel says to its last call: 0 where
     * that was granted, its errno where it was refused; empty where it did not come to that. Nothing of it is traced.
     */
    public OptionalInt attempt(ChildList list) {
        try (ChildMemory memory = new ChildMemory(libc, list)) {
            await(cloneChild(list, memory, ALWAYS, ALWAYS_NAMES), false);
            int last = list.entries().size() - 1;
            boolean reached = memory.reached(last + 1) == last + 1;
            return reached ? OptionalInt.of((int) Math.max(0, -memory.result(last))) : OptionalInt.empty();
        }
    }

    /**
     * Has a child carry out a list in a copy of our descriptors until a call is refused, waits for its end, and returns the
     * calls it made, the refused one last. It may become a program by its last call. {@code sharingMemory} as above.
     */
    public List<SyscallEvent> playOut(ChildList list, boolean sharingMemory) {
        int flags = ALWAYS | (sharingMemory ? CLONE_VM : 0);
        String names = (sharingMemory ? "CLONE_VM|" : "") + ALWAYS_NAMES;
        try (ChildMemory memory = new ChildMemory(libc, list)) {
            await(cloneChild(list, memory, flags, names), false);
            return played(list, memory);
        }
    }

    private List<SyscallEvent> played(ChildList list, ChildMemory memory) {
        List<SyscallEvent> events = new ArrayList<>();
        int reached = cameBack(list, memory);
        for (int i = 0; i < reached; i++) {
            events.add(note(list.entries().get(i), memory.result(i), memory.micros(i)));
        }
        boolean refused = reached > 0 && memory.result(reached - 1) < 0;
        if (reached < list.entries().size() && !refused) {
            // execve(2) comes back only when it is refused; whatever else did not come back was the child's end.
            events.add(note(list.entries().get(reached), SyscallEvent.NEVER_CAME_BACK, 0));
        }
        return List.copyOf(events);
    }

    private SyscallEvent note(Entry entry, long result, long micros) {
        int errno = result < 0 && result != SyscallEvent.NEVER_CAME_BACK ? (int) -result : 0;
        return door.note(entry.name(), entry.decoded(), result, errno, micros, SyscallEvent.Actor.CHILD);
    }

    /** What watches other programs from this thread. */
    public Tracer tracer() {
        return new Tracer(libc);
    }

    /** Starts a child that becomes a program only when it is let go, and until then waits to be traced, say. */
    public Held hold(ChildList list) {
        ChildMemory memory = new ChildMemory(libc, list);
        int pid = cloneChild(
                list, memory, CLONE_VM | CLONE_CHILD_SETTID | SIGCHLD, "CLONE_VM|CLONE_CHILD_SETTID|SIGCHLD");
        return new Held(list, memory, pid);
    }

    /** A child that waits before its program. */
    public final class Held {
        private final ChildList list;
        private final ChildMemory memory;
        private final int pid;

        private Held(ChildList list, ChildMemory memory, int pid) {
            this.list = list;
            this.memory = memory;
            this.pid = pid;
        }

        public int pid() {
            return pid;
        }

        /** To be called once it has ended: traces what it did before it became its program, or why it became none. */
        public void report() {
            int before = list.entries().size() - 1;
            try (memory) {
                if (cameBack(list, memory) < before || (before > 0 && memory.result(before - 1) < 0)) {
                    reportCalls(list, memory);
                }
                reportReturned(list, memory);
                if (cameBack(list, memory) == before) {
                    Processes.this.report(list.entries().get(before), 0, 0);
                }
            }
        }
    }

    /** Starts a child that runs beside us and keeps its memory until {@link Helper#close}; it never runs a program. */
    public Helper startHelper(ChildList list) {
        ChildMemory memory = new ChildMemory(libc, list);
        int pid = cloneChild(
                list, memory, CLONE_VM | CLONE_CHILD_SETTID | SIGCHLD, "CLONE_VM|CLONE_CHILD_SETTID|SIGCHLD");
        return new Helper(list, memory, pid);
    }

    /** A child that waits for something on our behalf. */
    public final class Helper implements AutoCloseable {
        private final ChildList list;
        private final ChildMemory memory;
        private final int pid;
        private Optional<WaitStatus> end = Optional.empty();

        private Helper(ChildList list, ChildMemory memory, int pid) {
            this.list = list;
            this.memory = memory;
            this.pid = pid;
        }

        /** Waits for the child to end. */
        public Optional<WaitStatus> awaitEnd() {
            if (end.isEmpty()) {
                end = await(pid, false);
            }
            return end;
        }

        /** Waits for the child to end and traces what it did. */
        @Override
        public void close() {
            try (memory) {
                awaitEnd();
                reportCalls(list, memory);
            }
        }
    }

    /**
     * Starts a process in a user namespace of its own that makes our calls there; ids have no map yet. It dies with the
     * thread that started it. See user_namespaces(7).
     */
    public Deputy startDeputy() {
        Deputy deputy = new Deputy(libc, this);
        int flags = CLONE_VM | CLONE_FILES | CLONE_NEWUSER | SIGCHLD;
        deputy.is(withSignalsBlocked(() -> door.call(
                () -> libc.clone(MachineCode.deputy(libc), deputy.stackAddress(), flags, deputy.areaAddress(), 0, 0, 0),
                "clone",
                "CLONE_VM|CLONE_FILES|CLONE_NEWUSER|SIGCHLD")));
        return deputy;
    }

    private int cloneChild(ChildList list, ChildMemory memory, int flags, String names) {
        try {
            return withSignalsBlocked(() -> door.call(
                    () -> libc.clone(
                            MachineCode.child(libc),
                            memory.stackAddress(),
                            flags,
                            memory.listAddress(),
                            0,
                            0,
                            memory.pidAddress()),
                    "clone",
                    names));
        } finally {
            java.lang.ref.Reference.reachabilityFence(list);
        }
    }

    /**
     * A signal handler of the JVM must not run in a child: its list unblocks them after it has reset them. Those which the
     * kernel sends to the thread that caused them stay open: the JVM stops its threads by a fault of their own, and a fault
     * whose signal is blocked ends the process.
     */
    private int withSignalsBlocked(LongSupplier clone) {
        Pointer blocked = Memory.allocateDirect(Runtime.getSystemRuntime(), 128, true);
        Pointer before = Memory.allocateDirect(Runtime.getSystemRuntime(), 128, true);
        blocked.putLong(0, ~FAULTS);
        for (int i = Long.BYTES; i < 128; i++) {
            blocked.putByte(i, (byte) 0xff);
        }
        libc.pthread_sigmask(SIG_BLOCK, blocked, before);
        try {
            return (int) clone.getAsLong();
        } finally {
            libc.pthread_sigmask(SIG_SETMASK, before, blocked);
        }
    }

    /** How many calls the child came back from. */
    private static int cameBack(ChildList list, ChildMemory memory) {
        return memory.reached(list.entries().size());
    }

    /** Whether the child has become a program; that all before execve(2) was granted says it only almost. */
    private boolean runsProgram(ChildList list, ChildMemory memory, int pid) {
        int before = list.entries().size() - 1;
        boolean allGranted = cameBack(list, memory) == before && (before == 0 || memory.result(before - 1) >= 0);
        return allGranted && hasExecuted(pid);
    }

    /**
     * Whether a child got through execve(2), or was killed in it, for want of memory say. setpgid(2) knows: it answers
     * EACCES once a child has executed a program, and for its own group it changes nothing before. But the kernel lets the
     * parent go on an instant earlier than it takes note of that (begin_new_exec in fs/exec.c).
     */
    private boolean hasExecuted(int pid) {
        boolean gone = false;
        while (libc.setpgid(pid, libc.getpgid(pid)) >= 0) {
            if (gone) {
                return false;
            }
            // Asked once more when it has ended, for it may have got through meanwhile.
            gone = isGone(pid);
            Thread.onSpinWait();
        }
        return true;
    }

    /** Whether a child has ended; it can still be waited for. */
    private boolean isGone(int pid) {
        Pointer info = Memory.allocateDirect(Runtime.getSystemRuntime(), 128, true);
        return libc.waitid(P_PID, pid, info, WEXITED | WNOHANG | WNOWAIT) < 0 || info.getInt(0) == SIGCHLD;
    }

    /** Traces what the child, now gone, has done; throws the first refusal. A call it was killed in never came back. */
    private void reportCalls(ChildList list, ChildMemory memory) {
        reportReturned(list, memory);
        list.entries().stream()
                .skip(cameBack(list, memory))
                .findFirst()
                .ifPresent(entry -> report(entry, SyscallEvent.NEVER_CAME_BACK, 0));
    }

    private void reportReturned(ChildList list, ChildMemory memory) {
        int back = cameBack(list, memory);
        for (int i = 0; i < back; i++) {
            report(list.entries().get(i), memory.result(i), memory.micros(i));
        }
    }

    private void report(Entry entry, long result, long micros) {
        int errno = result < 0 && result != SyscallEvent.NEVER_CAME_BACK ? (int) -result : 0;
        door.report(entry.name(), entry.decoded(), result, errno, micros, SyscallEvent.Actor.CHILD);
    }

    private static Refusal killed(ChildList list, ChildMemory memory, Optional<WaitStatus> end) {
        Entry last = list.entries().get(cameBack(list, memory));
        String how = end.map(status -> "by signal " + status.signal()).orElse("by a signal");
        return Refusal.failed(
                "the child was killed %s in %s(%s), before it became a program"
                        .formatted(how, last.name(), String.join(", ", last.decoded())),
                "look cgroup: memory.max may be too small for a program to start");
    }

    /** Waits until the child has ended or, for {@code stopsToo}, was stopped; empty if it is not ours or already taken. */
    public Optional<WaitStatus> await(int pid, boolean stopsToo) {
        int[] status = new int[1];
        while (true) {
            int got = libc.waitpid(pid, status, stopsToo ? WUNTRACED : 0);
            if (got == pid) {
                return Optional.of(new WaitStatus(status[0]));
            }
            if (got >= 0 || door.errno() != EINTR) {
                return Optional.empty();
            }
        }
    }

    /** How a child of ours ended, if it has by now; it is then waited for. */
    public Optional<WaitStatus> ended(int pid) {
        int[] status = new int[1];
        return libc.waitpid(pid, status, WNOHANG) == pid ? Optional.of(new WaitStatus(status[0])) : Optional.empty();
    }

    /** Sends a signal; a negative pid means a process group, see kill(2). */
    public void kill(int pid, Signal signal) {
        door.call(() -> libc.kill(pid, signal.number()), "kill", Integer.toString(pid), signal.name());
    }

    /** Makes a pipe and returns its two ends, reading end first, both close-on-exec; see pipe2(2). */
    public int[] pipe() {
        int[] ends = new int[2];
        door.call(() -> libc.pipe2(ends, O_CLOEXEC), "pipe2", "[reading end, writing end]", "O_CLOEXEC");
        return ends;
    }

    /** Whether descriptor 0 is a terminal whose foreground group is ours. Looking is not traced. */
    public boolean ownsTerminal() {
        return libc.tcgetpgrp(0) == libc.getpgrp();
    }

    /** Hands the terminal to a process group, or takes it back with our own; SIGTTOU would stop us, so it is blocked. */
    public void giveTerminal(int group) {
        Pointer ttou = Memory.allocateDirect(Runtime.getSystemRuntime(), 128, true);
        Pointer before = Memory.allocateDirect(Runtime.getSystemRuntime(), 128, true);
        ttou.putLong(0, 1L << (SIGTTOU - 1));
        libc.pthread_sigmask(SIG_BLOCK, ttou, before);
        try {
            door.call(() -> libc.tcsetpgrp(0, group), "ioctl", "0", "TIOCSPGRP", "[" + group + "]");
        } finally {
            libc.pthread_sigmask(SIG_SETMASK, before, ttou);
        }
    }

    public void takeTerminal() {
        giveTerminal(libc.getpgrp());
    }
}
