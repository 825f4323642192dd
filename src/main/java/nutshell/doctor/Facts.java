package nutshell.doctor;

import java.util.Optional;
import java.util.Set;

/** What can be asked of a machine without changing it; the only way in which a probe sees one. */
interface Facts {

    /** Returns a file's text, unpacked where the name ends in .gz, or nothing where it cannot be read. */
    Optional<String> text(String path);

    /** Returns the first bytes of a file, or nothing where it cannot be read. */
    Optional<byte[]> head(String path, int bytes);

    /** Returns what a symbolic link says, for instance {@code pid:[4026531836]}. */
    Optional<String> link(String path);

    boolean exists(String path);

    /** Returns whether access(2) grants reading and writing. */
    boolean opens(String path);

    /** Returns the group whose members may read and write a file, where it is another than root's. */
    Optional<String> groupThatOpens(String path);

    /** Returns the names in a directory, none where it cannot be read. */
    Set<String> names(String directory);

    /** Returns where a program lies: in PATH, or where Debian keeps root's programs out of a user's PATH. */
    Optional<String> program(String name);

    /** Runs a short-lived program that leaves nothing behind. */
    Attempt attempt(String... command);

    /** Connects to a UNIX socket, and hangs up. */
    Attempt connect(String socket);

    /** Returns an environment variable that is set and not empty. */
    Optional<String> environment(String name);

    String userName();

    /** Returns how many bytes this user may still write below a path, or below the nearest parent that exists. */
    long freeBytes(String path);

    /** The processor's name as uname(2) gives it: x86_64, aarch64. */
    String processor();

    default long uid() {
        // Uid: real, effective, saved, file system. See proc(5).
        return Long.parseLong(Status.field(this, "Uid").orElse("65534").split("\\s+", -1)[0]);
    }

    default boolean root() {
        return uid() == 0;
    }

    /** Returns a file's text without surrounding blanks, empty where it cannot be read. */
    default String word(String path) {
        return text(path).map(String::strip).orElse("");
    }
}
