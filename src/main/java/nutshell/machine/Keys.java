package nutshell.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** The two keys of the way in: ours, by which the machine knows us, and the machine's, by which we know it. */
record Keys(Path folder) {

    /** Under this name the machine is known, whichever port leads to it today. */
    static final String NAME = "nutshell-lab";

    Keys made() {
        for (String key : new String[] {"client_key", "host_key"}) {
            if (!Files.exists(folder.resolve(key)) || !Files.exists(folder.resolve(key + ".pub"))) {
                make(folder.resolve(key));
            }
        }
        try {
            Files.writeString(knownHosts(), NAME + " " + Files.readString(folder.resolve("host_key.pub")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private static void make(Path key) {
        Path half = key.resolveSibling(key.getFileName() + ".half");
        try {
            Files.deleteIfExists(publicHalf(key));
            Files.deleteIfExists(half);
            Tool.must(
                    "a key for the lab machine",
                    Duration.ofSeconds(30),
                    List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", NAME, "-f", half.toString()));
            Files.move(half, key, StandardCopyOption.REPLACE_EXISTING);
            // Last, for a key counts only with its public half.
            Files.move(publicHalf(half), publicHalf(key), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path publicHalf(Path key) {
        return key.resolveSibling(key.getFileName() + ".pub");
    }

    Path client() {
        return folder.resolve("client_key");
    }

    Path knownHosts() {
        return folder.resolve("known_hosts");
    }
}
