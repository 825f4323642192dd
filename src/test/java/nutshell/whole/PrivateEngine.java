package nutshell.whole;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** An engine of a test's own: its data, sockets and containers go with it, and the machine's engine never notices. */
interface PrivateEngine extends AutoCloseable {

    /** What its containers' names start with in reports. */
    String word();

    /** Where it listens, {@code unix:///…}. */
    String host();

    Path directory();

    /** Where its containers' files lie. */
    Path data();

    Commands.Result run(List<String> arguments);

    default Commands.Result run(String... arguments) {
        return run(List.of(arguments));
    }

    /** What every container needs on a machine that may not raise limits. */
    default List<String> always() {
        return List.of();
    }

    /** An image that holds busybox alone, and sleeps. */
    default void busyboxImage(String name) throws IOException {
        Path tar = Busybox.tar(directory());
        run("import", "--change", "CMD [\"/bin/sleep\",\"100000\"]", tar.toString(), name)
                .wellDone();
    }

    @Override
    void close() throws IOException;
}
