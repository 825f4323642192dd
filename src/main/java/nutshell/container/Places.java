package nutshell.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Where things are kept; nothing is written anywhere else. See the XDG Base Directory Specification.
 *
 * @param state progress, answers, history: kept
 * @param cache root file systems: may be thrown away
 * @param running running sessions: gone with them
 */
public record Places(Path state, Path cache, Path running) {

    /** Where root's sessions run, whatever root's environment says: control groups are the whole machine's. */
    static final Path OF_ROOT = Path.of("/run/nutshell");

    /**
     * Makes a directory for what is a person's own, and whatever it is to lie in, where that is missing: nobody else may
     * enter what was made.
     */
    public static Path personal(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return directory;
        }
        // A second program may have made it meanwhile: createDirectories takes that for done.
        return Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    public static Places ofThisUser() {
        // $HOME, as the specification says; Java's user.home is what /etc/passwd has.
        String home = System.getenv().getOrDefault("HOME", "");
        return of(
                System.getenv(),
                home.startsWith("/") ? home : System.getProperty("user.home", "/"),
                Files.isWritable(Path.of("/run")));
    }

    static Places of(Map<String, String> environment, String home, boolean runIsOurs) {
        Path state = xdg(environment, "XDG_STATE_HOME", home, ".local/state").resolve("nutshell");
        Path cache = xdg(environment, "XDG_CACHE_HOME", home, ".cache").resolve("nutshell");
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (runIsOurs) {
            return new Places(state, cache, OF_ROOT);
        }
        return new Places(state, cache, runtime.startsWith("/") ? Path.of(runtime, "nutshell") : state.resolve("run"));
    }

    /** A relative path in such a variable is to be ignored, says the specification. */
    private static Path xdg(Map<String, String> environment, String name, String home, String otherwise) {
        String value = environment.getOrDefault(name, "");
        return value.startsWith("/") ? Path.of(value) : Path.of(home, otherwise);
    }
}
