package nutshell.kernel;

import java.lang.ref.Reference;
import java.time.Duration;
import jnr.ffi.Pointer;

/** Our side of a pseudo-terminal: what a program on it prints is read here, and what is written here it takes for typed. */
public final class Pty implements AutoCloseable {

    /** Requests of ioctl_tty(2), the same on all our processors. */
    private static final long TIOCGPTN = 0x8004_5430L;

    private static final long TIOCSPTLCK = 0x4004_5431L;
    private static final long TIOCSWINSZ = 0x5414L;

    private static final int CHUNK = 16 * 1024;
    private static final int FLAGS = 0x2 | 0x100 | 0x800 | 0x8_0000;
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Door door;
    private final Libc libc;
    private final int master;
    private final int number;
    private final Pointer read = NativeMemory.zeroed(CHUNK);
    private final Pointer written = NativeMemory.zeroed(CHUNK);
    private boolean closed;

    /** Opens one, with the other side unlocked; see pts(4). */
    Pty(Door door) {
        this.door = door;
        this.libc = door.libc();
        this.master = (int) door.call(
                () -> libc.open("/dev/ptmx", FLAGS, 0),
                "openat",
                "AT_FDCWD",
                "\"/dev/ptmx\"",
                "O_RDWR|O_NOCTTY|O_NONBLOCK|O_CLOEXEC");
        Pointer word = NativeMemory.zeroed(Integer.BYTES);
        control(TIOCSPTLCK, word, "TIOCSPTLCK");
        control(TIOCGPTN, word, "TIOCGPTN");
        this.number = word.getInt(0);
    }

    private void control(long request, Pointer argument, String name) {
        try {
            door.call(
                    () -> libc.syscall(Syscall.IOCTL.number(), master, request, argument.address(), 0, 0, 0),
                    "ioctl",
                    Integer.toString(master),
                    name);
        } finally {
            Reference.reachabilityFence(argument);
        }
    }

    /** The other side, for a program. */
    public String path() {
        return "/dev/pts/" + number;
    }

    /** Tells the programs on it how large it is; see SIGWINCH in signal(7). */
    public synchronized void resize(int columns, int rows) {
        if (!closed) {
            Pointer size = NativeMemory.zeroed(4 * Short.BYTES);
            size.putShort(0, (short) rows);
            size.putShort(Short.BYTES, (short) columns);
            control(TIOCSWINSZ, size, "TIOCSWINSZ");
        }
    }

    /** Waits for output and takes it; empty once nobody is left on the other side. */
    public byte[] read() {
        Poll output = new Poll(door).forReading(master);
        while (true) {
            output.await(LONGEST_WAIT);
            long length = libc.syscall(Syscall.READ.number(), master, read.address(), CHUNK, 0, 0, 0);
            if (length >= 0 || !again(door.errno())) {
                byte[] bytes = new byte[(int) Math.max(0, length)];
                read.get(0, bytes, 0, bytes.length);
                return bytes;
            }
        }
    }

    private static boolean again(int errno) {
        return errno == EINTR || errno == EAGAIN;
    }

    /** Types; returns how many bytes there was room for: a program that reads nothing keeps nobody waiting here. */
    public synchronized int write(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && !closed) {
            int length = Math.min(CHUNK, bytes.length - at);
            written.put(0, bytes, at, length);
            long done = libc.syscall(Syscall.WRITE.number(), master, written.address(), length, 0, 0, 0);
            if (done <= 0) {
                break;
            }
            at += (int) done;
        }
        return at;
    }

    /** To be called once nobody reads any more: the descriptor's number is somebody else's afterwards. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            libc.close(master);
        }
    }
}
