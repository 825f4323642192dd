package nutshell.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import nutshell.refusals.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Where the lab machine's files lie.
 *
 * @param cache what can be built again: images, and the snapshot of the running machine
 * @param state what must survive: the learner's disk and the keys
 * @param run what lives as long as the machine: sockets, process id, console
 */
public record Folders(Path cache, Path state, Path run) {

    private static final Set<PosixFilePermission> OWNERS_ALONE = PosixFilePermissions.fromString("rwx------");

    /** A UNIX socket's path may not be longer, see unix(7); ours have names of at most ten letters. */
    private static final int LONGEST_SOCKET_FOLDER = 108 - 12;

    /** By the XDG base directory specification; only root has /run. */
    public static Folders of(Map<String, String> environment, boolean root) {
        Path home = Path.of(environment.getOrDefault("HOME", "/"));
        Path cache = place(environment.get("XDG_CACHE_HOME"), home.resolve(".cache"));
        Path state = place(environment.get("XDG_STATE_HOME"), home.resolve(".local/state"));
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        Path run = root
                ? Path.of("/run/nutshell")
                : runtime.isEmpty() ? state.resolve("nutshell/run") : Path.of(runtime, "nutshell");
        return new Folders(cache.resolve("nutshell/lab"), state.resolve("nutshell/lab"), run.resolve("lab"));
    }

    private static Path place(@Nullable String given, Path otherwise) {
        return given == null || given.isEmpty() ? otherwise : Path.of(given);
    }

    /** Another machine beside the learner's: the one of a test. */
    public Folders beside(String name) {
        return new Folders(cache, state.resolve(name), run.resolveSibling("lab-" + name));
    }

    /** Makes all three; what lies in the last two is for their owner alone. */
    public Folders made() {
        if (run.toString().length() > LONGEST_SOCKET_FOLDER) {
            throw Refusal.machine(
                    "%s is too long a path for a socket".formatted(run), "set XDG_RUNTIME_DIR to a shorter one");
        }
        for (Path folder : new Path[] {cache, state, run}) {
            try {
                if (folder.equals(cache)) {
                    Files.createDirectories(folder);
                } else {
                    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNERS_ALONE));
                    Files.setPosixFilePermissions(folder, OWNERS_ALONE);
                }
            } catch (IOException e) {
                throw Refusal.machine(
                        "%s cannot be made: %s".formatted(folder, e.getMessage()), "see who may write there");
            }
        }
        return this;
    }
}
