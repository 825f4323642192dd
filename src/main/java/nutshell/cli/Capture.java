package nutshell.cli;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import nutshell.container.Host;

/** Catches what a program prints, at most a mebibyte of it; the rest is read and forgotten so that nobody blocks. */
final class Capture implements AutoCloseable {

    private static final int MOST_BYTES = 1 << 20;

    private final Host host;
    private final int[] pipe;
    private final ByteArrayOutputStream caught = new ByteArrayOutputStream();
    private final Thread reader;
    private boolean writing = true;

    Capture(Host host) {
        this.host = host;
        this.pipe = host.call(kernel -> kernel.processes().pipe());
        this.reader = new Thread(this::read, "reads a program's output");
        reader.setDaemon(true);
    }

    int writingEnd() {
        return pipe[1];
    }

    /** The program has its copy of the writing end by now; ours must go, or the end would never be seen. */
    void begun() {
        reader.start();
        closeWriting();
    }

    private void closeWriting() {
        if (writing) {
            writing = false;
            host.run(kernel -> kernel.close(pipe[1]));
        }
    }

    private void read() {
        byte[] buffer = new byte[8192];
        // Opening it anew through /proc gives Java a stream of its own on the same pipe.
        try (InputStream in = new FileInputStream("/proc/self/fd/" + pipe[0])) {
            int count = in.read(buffer);
            while (count >= 0) {
                if (caught.size() < MOST_BYTES) {
                    caught.write(buffer, 0, Math.min(count, MOST_BYTES - caught.size()));
                }
                count = in.read(buffer);
            }
        } catch (IOException e) {
            // The pipe is gone: what was read is what there was.
        }
    }

    /** What was printed until the program ended; a grandchild that lives on is not waited for longer than a moment. */
    String text() {
        try {
            reader.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return caught.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closeWriting();
        host.run(kernel -> kernel.close(pipe[0]));
    }
}
