package nutshell.kernel;

import java.util.ArrayList;
import java.util.List;
import jnr.constants.platform.Errno;
import jnr.ffi.Pointer;

/**
 * A group that the kernel tells of files being opened, or asks whether they may be executed; see fanotify(7).
 *
 * <p>Who asks waits until it is answered, or until the group is closed, by our death too: then the kernel lets all through.
 */
public final class Fanotify implements AutoCloseable {

    private static final int CLOEXEC_NONBLOCK = 0x1 | 0x2;
    private static final int FAN_MARK_ADD = 0x1;
    private static final int AT_FDCWD = -100;
    private static final int O_CLOEXEC = 0x8_0000;
    private static final long FAN_OPEN = 0x20;
    private static final long FAN_Q_OVERFLOW = 0x4000;
    private static final long FAN_OPEN_EXEC = 0x1000;
    private static final long FAN_OPEN_EXEC_PERM = 0x4_0000;
    private static final int ALLOW = 1;
    private static final int DENY = 2;
    /** Bytes of struct fanotify_event_metadata without more information. */
    private static final int METADATA = 24;

    private static final int BUFFER = 64 * METADATA;

    private final Door door;
    private final Libc libc;
    private final int fd;
    private final Pointer buffer = NativeMemory.zeroed(BUFFER);
    private final Pointer answer = NativeMemory.zeroed(8);

    /** What a group is for. */
    public enum Kind {
        /** Asks before a program is executed. Its queue has no end: what does not fit into one is let through unasked. */
        ASK_EXEC(0x4 | 0x10, "FAN_CLASS_CONTENT|FAN_UNLIMITED_QUEUE", FAN_OPEN_EXEC_PERM, "FAN_OPEN_EXEC_PERM"),
        /** Tells of every file that is opened, and which of them are executed. */
        TELL_OPEN(0, "FAN_CLASS_NOTIF", FAN_OPEN | FAN_OPEN_EXEC, "FAN_OPEN|FAN_OPEN_EXEC");

        private final int flags;
        private final String flagNames;
        private final long mask;
        private final String maskNames;

        Kind(int flags, String flagNames, long mask, String maskNames) {
            this.flags = flags;
            this.flagNames = flagNames;
            this.mask = mask;
            this.maskNames = maskNames;
        }
    }

    /** What a mark covers. */
    public enum Scope {
        /** One mount, as one mount namespace has it. */
        MOUNT(0x10, "FAN_MARK_MOUNT"),
        /** A file system, through whichever mount it is reached. */
        FILESYSTEM(0x100, "FAN_MARK_FILESYSTEM");

        private final int flag;
        private final String flagName;

        Scope(int flag, String flagName) {
            this.flag = flag;
            this.flagName = flagName;
        }
    }

    /**
     * Something that happened.
     *
     * @param fd the file, open for reading; ours to close. Negative where events were lost
     * @param pid whose doing it was, as our PID namespace numbers it
     */
    public record Event(int fd, int pid, boolean asks, boolean executes, boolean lost) {}

    Fanotify(Door door, Kind kind) {
        this.door = door;
        this.libc = door.libc();
        this.kind = kind;
        this.fd = (int) door.call(
                () -> libc.syscall(
                        Syscall.FANOTIFY_INIT.number(), kind.flags | CLOEXEC_NONBLOCK, O_CLOEXEC, 0, 0, 0, 0),
                "fanotify_init",
                kind.flagNames + "|FAN_CLOEXEC|FAN_NONBLOCK",
                "O_RDONLY|O_CLOEXEC");
    }

    private final Kind kind;

    /** For poll(2). */
    public int fd() {
        return fd;
    }

    /** Marks the mount or the file system that a path leads to, links followed. */
    public void mark(Scope scope, String path) {
        mark(door, scope, path);
    }

    /** The same for what is likely to be marked already, which changes nothing then; not traced. */
    public void markAgain(Scope scope, String path) {
        mark(door.quiet(), scope, path);
    }

    private void mark(Door through, Scope scope, String path) {
        long number = Syscall.FANOTIFY_MARK.number();
        NativeMemory.withString(
                path,
                text -> through.call(
                        () -> libc.syscall(number, fd, FAN_MARK_ADD | scope.flag, kind.mask, AT_FDCWD, text, 0),
                        "fanotify_mark",
                        Integer.toString(fd),
                        "FAN_MARK_ADD|" + scope.flagName,
                        kind.maskNames,
                        "AT_FDCWD",
                        Text.quoted(path)));
    }

    /** The events that wait, none if none does. Not traced: there may be thousands a second. */
    public List<Event> read() {
        long length = libc.syscall(Syscall.READ.number(), fd, buffer.address(), BUFFER, 0, 0, 0);
        if (length < 0) {
            // EAGAIN: nothing there. Else the file of one event could not be opened for us, and it has been answered:
            // no.
            return List.of();
        }
        List<Event> events = new ArrayList<>();
        for (int at = 0; at + METADATA <= length; at += Math.max(METADATA, buffer.getInt(at))) {
            long mask = buffer.getLong(at + 8L);
            events.add(new Event(
                    buffer.getInt(at + 16L),
                    buffer.getInt(at + 20L),
                    (mask & FAN_OPEN_EXEC_PERM) != 0,
                    (mask & (FAN_OPEN_EXEC | FAN_OPEN_EXEC_PERM)) != 0,
                    (mask & FAN_Q_OVERFLOW) != 0));
        }
        return events;
    }

    /** Answers an event that asks; a denial, of which there are few, is traced. Whoever asked may be dead: no matter. */
    public void answer(Event event, boolean allow) {
        answer.putInt(0, event.fd());
        answer.putInt(4, allow ? ALLOW : DENY);
        long before = System.nanoTime();
        long result = libc.syscall(Syscall.WRITE.number(), fd, answer.address(), 8, 0, 0, 0);
        int errno = result < 0 ? door.errno() : 0;
        if (!allow && (errno == 0 || errno != Errno.ENOENT.intValue())) {
            long micros = (System.nanoTime() - before) / 1000;
            List<String> words = List.of(Integer.toString(fd), "{fd=" + event.fd() + ", response=FAN_DENY}", "8");
            door.note("write", words, result, errno, micros, SyscallEvent.Actor.HOST);
        }
    }

    @Override
    public void close() {
        door.call(() -> libc.close(fd), "close", Integer.toString(fd));
    }
}
