package nutshell.kernel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/** Starts children that carry out a {@link ChildList}, waits for them, and minds the terminal. */
public final class Processes {

    private static final int WNOHANG = 1;
    private static final int WUNTRACED = 2;
    private static final int O_CLOEXEC = 0x8_0000;
    private static final int EINTR = 4;

    /** Of a child for which its parent waits until it has become a program, or ended. */
    private static final CloneFlags APART = CloneFlags.of(CloneFlag.CLONE_VFORK, CloneFlag.CLONE_CHILD_SETTID);

    private static final CloneFlags SHARING =
            CloneFlags.of(CloneFlag.CLONE_VM, CloneFlag.CLONE_VFORK, CloneFlag.CLONE_CHILD_SETTID);

    /** The same where what the child opens stays open here. */
    private static final CloneFlags APART_WITH_FILES =
            CloneFlags.of(CloneFlag.CLONE_FILES, CloneFlag.CLONE_VFORK, CloneFlag.CLONE_CHILD_SETTID);

    private static final CloneFlags SHARING_WITH_FILES = CloneFlags.of(
            CloneFlag.CLONE_VM, CloneFlag.CLONE_FILES, CloneFlag.CLONE_VFORK, CloneFlag.CLONE_CHILD_SETTID);

    private static final CloneFlags BESIDE = CloneFlags.of(CloneFlag.CLONE_VM, CloneFlag.CLONE_CHILD_SETTID);
    private static final CloneFlags DEPUTY =
            CloneFlags.of(CloneFlag.CLONE_VM, CloneFlag.CLONE_FILES, CloneFlag.CLONE_NEWUSER);

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
        try (ClonedChild child = new ClonedChild(door, list, sharingMemory ? SHARING : APART)) {
            if (child.runsProgram()) {
                child.reportProgram();
                return child.pid();
            }
            Optional<WaitStatus> end = await(child.pid(), false);
            child.report();
            throw child.killed(end);
        }
    }

    /**
     * Has a child carry out a list without a program at its end, waits until it has ended, and returns the last call's
     * result. The child shares our descriptors, so what it opens stays open here. {@code sharingMemory} as above.
     */
    public long carryOut(ChildList list, boolean sharingMemory) {
        CloneFlags flags = sharingMemory ? SHARING_WITH_FILES : APART_WITH_FILES;
        try (ClonedChild child = new ClonedChild(door, list, flags)) {
            Optional<WaitStatus> end = await(child.pid(), false);
            child.report();
            if (!child.cameBackFromAll()) {
                throw child.killed(end);
            }
            return child.lastResult();
        }
    }

    /**
     * Has a child carry out a list in a copy of our descriptors, to find out what the kernel says to its last call: 0 where
     * that was granted, its errno where it was refused; empty where it did not come to that. Nothing of it is traced.
     */
    public OptionalInt attempt(ChildList list) {
        try (ClonedChild child = new ClonedChild(door, list, APART)) {
            await(child.pid(), false);
            return child.lastErrno();
        }
    }

    /**
     * Has a child carry out a list in a copy of our descriptors until a call is refused, waits for its end, and returns the
     * calls it made, the refused one last. It may become a program by its last call. {@code sharingMemory} as above.
     */
    public List<SyscallEvent> playOut(ChildList list, boolean sharingMemory) {
        try (ClonedChild child = new ClonedChild(door, list, sharingMemory ? SHARING : APART)) {
            await(child.pid(), false);
            return child.played();
        }
    }

    /** What watches other programs from this thread. */
    public Tracer tracer() {
        return new Tracer(libc);
    }

    /** Starts a child that becomes a program only when it is let go, and until then waits to be traced, say. */
    public HeldChild hold(ChildList list) {
        return new HeldChild(new ClonedChild(door, list, BESIDE));
    }

    /** Starts a child that waits for something on our behalf, beside us; it never runs a program. */
    public WaitingChild startBeside(ChildList list) {
        return new WaitingChild(this, new ClonedChild(door, list, BESIDE));
    }

    /**
     * Starts a process in a user namespace of its own that makes our calls there; ids have no map yet. It dies with the
     * thread that started it. See user_namespaces(7).
     */
    public Deputy startDeputy() {
        Deputy deputy = new Deputy(libc, this);
        long code = MachineCode.deputy(libc);
        LongSupplier clone =
                () -> libc.clone(code, deputy.stackAddress(), DEPUTY.bits(), deputy.areaAddress(), 0, 0, 0);
        deputy.is((int) SignalMask.ALL_BUT_FAULTS.during(libc, () -> door.call(clone, "clone", DEPUTY.names())));
        return deputy;
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
        SignalMask.of(Signal.SIGTTOU)
                .during(
                        libc,
                        () -> door.call(() -> libc.tcsetpgrp(0, group), "ioctl", "0", "TIOCSPGRP", "[" + group + "]"));
    }

    public void takeTerminal() {
        giveTerminal(libc.getpgrp());
    }
}
