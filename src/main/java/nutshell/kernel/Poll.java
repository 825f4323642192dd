package nutshell.kernel;

import java.time.Duration;
import jnr.ffi.Pointer;

/** Waits until one of several descriptors has something; see ppoll(2). Waiting is not traced. */
public final class Poll {

    /** Bytes of struct pollfd: the descriptor, what is waited for, what has come. */
    private static final long POLLFD = 8;

    private static final int MOST = 16;
    private static final short POLLIN = 1;
    private static final short POLLPRI = 2;

    private final Libc libc;
    private final Pointer polled = NativeMemory.zeroed((int) POLLFD * MOST);
    private final Pointer timeout = NativeMemory.zeroed(16);
    private int count;

    Poll(Door door) {
        this.libc = door.libc();
    }

    /** Waits for something to read. */
    public Poll forReading(int fd) {
        return add(fd, POLLIN);
    }

    /** Waits for what is out of turn: of a mountinfo, that mounts have changed. It can always be read; see proc(5). */
    public Poll forUrgent(int fd) {
        return add(fd, POLLPRI);
    }

    private Poll add(int fd, short events) {
        if (count == MOST) {
            throw new IllegalStateException("more than " + MOST + " descriptors to wait for");
        }
        polled.putInt(POLLFD * count, fd);
        polled.putShort(POLLFD * count + 4, events);
        count++;
        return this;
    }

    /** Returns once one of them has something, the time is over, or a signal has come. */
    public void await(Duration longest) {
        timeout.putLong(0, longest.getSeconds());
        timeout.putLong(8, longest.getNano());
        long ready = libc.syscall(Syscall.PPOLL.number(), polled.address(), count, timeout.address(), 0, 0, 0);
        if (ready < 0) {
            for (int i = 0; i < count; i++) {
                polled.putShort(POLLFD * i + 6, (short) 0);
            }
        }
    }

    /** Whether this one had something when last was waited. */
    public boolean has(int fd) {
        for (int i = 0; i < count; i++) {
            if (polled.getInt(POLLFD * i) == fd) {
                return polled.getShort(POLLFD * i + 6) != 0;
            }
        }
        return false;
    }
}
