package nutshell.serve;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import nutshell.kernel.Kernel;
import nutshell.kernel.Pty;

/** A learning shell that runs on a pseudo-terminal and shows itself on a screen. */
final class Terminal {

    /** A program that prints without end is read no faster than that; it then waits, not we. */
    private static final long BYTES_PER_SLICE = 200_000;

    private static final long SLICE_NANOS = 100_000_000;
    private static final long PATIENCE_SECONDS = 5;

    private final Pty pty;
    private final Process process;
    private final Thread reader;

    private final AtomicBoolean over;

    private Terminal(Pty pty, Process process, Thread reader, AtomicBoolean over) {
        this.pty = pty;
        this.process = process;
        this.reader = reader;
        this.over = over;
    }

    /** Starts it; {@code ended} is called once, when nothing is left of it. */
    static Terminal start(Seat seat, Screen screen, Consumer<Sign> signs, Runnable ended) {
        Pty pty = Kernel.silent().pty();
        boolean started = false;
        AtomicBoolean over = new AtomicBoolean();
        try {
            pty.resize(screen.size().columns(), screen.size().rows());
            Process process = seat.start(pty.path());
            SignFilter filter = new SignFilter(signs);
            Thread reader = new Thread(
                    () -> {
                        read(pty, output -> screen.show(filter.shown(output)));
                        await(process);
                        pty.close();
                        over.set(true);
                        ended.run();
                    },
                    "reads " + pty.path());
            reader.setDaemon(true);
            reader.start();
            started = true;
            return new Terminal(pty, process, reader, over);
        } finally {
            if (!started) {
                pty.close();
            }
        }
    }

    private static void read(Pty pty, Consumer<byte[]> shown) {
        long slice = System.nanoTime();
        long bytes = 0;
        for (byte[] output = pty.read(); output.length > 0; output = pty.read()) {
            shown.accept(output);
            bytes += output.length;
            long since = System.nanoTime() - slice;
            if (bytes > BYTES_PER_SLICE && since < SLICE_NANOS) {
                pause(SLICE_NANOS - since);
            }
            if (since >= SLICE_NANOS || bytes > BYTES_PER_SLICE) {
                slice = System.nanoTime();
                bytes = 0;
            }
        }
    }

    private static void pause(long nanos) {
        java.util.concurrent.locks.LockSupport.parkNanos(nanos);
    }

    /** The terminal was hung up, so its program ends; one that does not is ended. */
    private static void await(Process process) {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** What nobody reads is dropped, as a terminal does. */
    void type(byte[] bytes) {
        pty.write(bytes);
    }

    void resize(Screen.Size size) {
        pty.resize(size.columns(), size.rows());
    }

    boolean isOver() {
        return over.get();
    }

    /** Has the program end, and does not wait for it. */
    void kill() {
        process.destroyForcibly();
    }

    /** Ends the program, and returns when nothing is left of it. */
    void end() {
        kill();
        try {
            reader.join(TimeUnit.SECONDS.toMillis(2 * PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
