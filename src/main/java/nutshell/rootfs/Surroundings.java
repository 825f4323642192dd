package nutshell.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What programs look for only once they run: how terminals are driven, where libraries lie, how users are looked up. */
final class Surroundings {

    private static final List<String> TERMINALS = List.of(
            "xterm", "xterm-256color", "screen", "screen-256color", "tmux", "tmux-256color", "linux", "dumb", "vt100");

    private static final List<String> TERMINFO = List.of("/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo");

    /** Links on hosts whose programs all lie in /usr; scripts go by either name. */
    private static final List<String> MERGED = List.of("/bin", "/sbin", "/lib", "/lib64");

    private Surroundings() {}

    static void bring(Mirror mirror) throws IOException {
        for (String directory : TERMINFO) {
            for (String terminal : TERMINALS) {
                bringIfPresent(mirror, Path.of(directory, terminal.substring(0, 1), terminal));
            }
        }
        for (String merged : MERGED) {
            if (Files.isSymbolicLink(Path.of(merged))) {
                mirror.copy(Path.of(merged));
            }
        }
        // The cache names places, not contents; with it the loader looks inside where it looks outside.
        bringIfPresent(mirror, Path.of("/etc/ld.so.cache"));
        for (Path directory : LoaderDirectories.ofThisHost()) {
            // Older C libraries load this one by name when they look up a user; newer ones have it built in.
            bringIfPresent(mirror, directory.resolve("libnss_files.so.2"));
        }
    }

    private static void bringIfPresent(Mirror mirror, Path file) throws IOException {
        if (Files.isRegularFile(file) && Files.isReadable(file)) {
            mirror.copy(file);
        }
    }
}
