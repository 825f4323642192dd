package nutshell.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import jnr.ffi.Pointer;

/**
 * Watches a program's system calls, and those of all it starts; see ptrace(2). Everything must happen on one thread: to the
 * kernel that thread is the tracer.
 */
public final class Tracer {

    private static final int PTRACE_SYSCALL = 24;
    private static final int PTRACE_SEIZE = 0x4206;
    private static final int PTRACE_LISTEN = 0x4208;
    private static final int PTRACE_SECCOMP_GET_FILTER = 0x420c;
    private static final int PTRACE_GET_SYSCALL_INFO = 0x420e;
    private static final int O_TRACESYSGOOD = 0x1;
    private static final int O_TRACEFORK = 0x2;
    private static final int O_TRACEVFORK = 0x4;
    private static final int O_TRACECLONE = 0x8;
    private static final int O_TRACEEXEC = 0x10;
    private static final int O_EXITKILL = 0x10_0000;
    private static final int EVENT_STOP = 128;
    private static final int WALL_NOTHREAD = 0x6000_0000;
    private static final int SIGTRAP = 5;
    private static final int SYSCALL_STOP = SIGTRAP | 0x80;
    private static final int INFO = 88;
    private static final int ENTRY = 1;
    private static final int EXIT = 2;
    private static final int MOST_INSTRUCTIONS = 4096;

    private final Libc libc;
    private final Pointer info = NativeMemory.zeroed(INFO);
    private final Map<Integer, Call> entered = new HashMap<>();

    /** A call as it was asked for: the audit architecture, the number on it, six raw arguments, where the code stood. */
    public record Call(int arch, long number, List<Long> arguments, long instructionPointer) {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** A call that was refused; its thread stands still until the consumer is done with it. */
    public record Refused(int tid, Call call, int errno) {}

    Tracer(Libc libc) {
        this.libc = libc;
    }

    private long ptrace(long request, long tid, long address, long data) {
        return libc.syscall(Syscall.PTRACE.number(), request, tid, address, data, 0, 0);
    }

    /** Begins to trace a process, which goes on meanwhile; false where the kernel refuses. It dies if we do. */
    public boolean seize(int pid) {
        int options = O_TRACESYSGOOD | O_TRACEFORK | O_TRACEVFORK | O_TRACECLONE | O_TRACEEXEC | O_EXITKILL;
        return ptrace(PTRACE_SEIZE, pid, 0, options) == 0;
    }

    /**
     * Sees a traced process and all its descendants through to the end and hands every refused call to the consumer.
     * Returns how the first process ended.
     */
    public WaitStatus watch(int first, Consumer<Refused> consumer) {
        Optional<WaitStatus> end = Optional.empty();
        int[] status = new int[1];
        int tid = libc.waitpid(-1, status, WALL_NOTHREAD);
        while (tid > 0) {
            if ((status[0] & 0xff) != 0x7f) {
                end = tid == first ? Optional.of(new WaitStatus(status[0])) : end;
                entered.remove(tid);
            } else {
                stopped(tid, status[0] >> 8 & 0xff, status[0] >> 16, consumer);
            }
            tid = libc.waitpid(-1, status, WALL_NOTHREAD);
        }
        return end.orElse(new WaitStatus(0));
    }

    private void stopped(int tid, int signal, int event, Consumer<Refused> consumer) {
        if (signal == SYSCALL_STOP) {
            syscallStop(tid, consumer);
            ptrace(PTRACE_SYSCALL, tid, 0, 0);
        } else if (event == EVENT_STOP && signal != SIGTRAP) {
            ptrace(PTRACE_LISTEN, tid, 0, 0);
        } else {
            ptrace(PTRACE_SYSCALL, tid, 0, event == 0 ? signal : 0);
        }
    }

    private void syscallStop(int tid, Consumer<Refused> consumer) {
        if (ptrace(PTRACE_GET_SYSCALL_INFO, tid, INFO, info.address()) < 0) {
            return;
        }
        int kind = info.getByte(0);
        if (kind == ENTRY) {
            List<Long> arguments = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                arguments.add(info.getLong(32 + 8L * i));
            }
            entered.put(tid, new Call(info.getInt(4), info.getLong(24), arguments, info.getLong(8)));
        } else if (kind == EXIT) {
            Call call = entered.remove(tid);
            if (call != null && info.getByte(32) != 0) {
                consumer.accept(new Refused(tid, call, (int) -info.getLong(24)));
            }
        }
    }

    /**
     * The seccomp filters of a thread that stands still, as struct sock_filter; the latest first. None where they may not be
     * read, which takes CAP_SYS_ADMIN and a tracer that is not filtered itself.
     */
    public List<byte[]> filters(int tid) {
        List<byte[]> filters = new ArrayList<>();
        Pointer memory = NativeMemory.zeroed(8 * MOST_INSTRUCTIONS);
        long count = ptrace(PTRACE_SECCOMP_GET_FILTER, tid, 0, memory.address());
        for (int i = 1; count > 0; i++) {
            filters.add(NativeMemory.bytes(memory, (int) count * 8));
            count = ptrace(PTRACE_SECCOMP_GET_FILTER, tid, i, memory.address());
        }
        return filters;
    }
}
