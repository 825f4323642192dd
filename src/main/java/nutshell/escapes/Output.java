package nutshell.escapes;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import nutshell.container.Host;
import nutshell.kernel.OpenMode;

/** The descriptors of an attacker: nothing to read, a pipe for what is told, and one that was left open. */
final class Output implements AutoCloseable {

    private final Host host;
    private final int[] pipe;
    private final int nothing;
    private final Optional<Integer> leaked;
    private boolean writing = true;

    Output(Host host, Optional<String> leak) {
        this.host = host;
        this.pipe = host.call(kernel -> kernel.processes().pipe());
        this.nothing = host.call(kernel -> kernel.open("/dev/null", OpenMode.READ));
        this.leaked = leak.map(path -> host.call(kernel -> kernel.open(path, OpenMode.READ)));
    }

    int nothing() {
        return nothing;
    }

    int writingEnd() {
        return pipe[1];
    }

    Optional<Integer> leaked() {
        return leaked;
    }

    /** What was told; less than a pipe holds, and by processes that have ended. */
    String text() {
        closeWriting();
        // Through a buffer: reading all of a file at once, Java asks where in it we are, which a pipe does not know.
        try (InputStream in = new BufferedInputStream(new FileInputStream("/proc/self/fd/" + pipe[0]))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void closeWriting() {
        if (writing) {
            writing = false;
            host.run(kernel -> kernel.close(pipe[1]));
        }
    }

    @Override
    public void close() {
        closeWriting();
        host.run(kernel -> {
            kernel.close(pipe[0]);
            kernel.close(nothing);
            leaked.ifPresent(kernel::close);
        });
    }
}
