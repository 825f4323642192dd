package nutshell.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import nutshell.kernel.Kernel;

/** A setting of the whole machine, a file below /proc/sys, that something of ours may change: what it was is in the ledger. */
final class HostSetting {

    private HostSetting() {}

    /** The ledger's words for a setting as it is now. */
    static String words(Path file) {
        return file + " " + read(file).orElse("");
    }

    /** Puts back what the ledger says, if the session's number stands in it now: someone else's change is not ours to undo. */
    static boolean restore(Kernel kernel, String words, String session) {
        int space = words.indexOf(' ');
        Path file = Path.of(words.substring(0, space));
        boolean ours = file.startsWith("/proc/sys")
                && read(file).filter(now -> now.contains(session)).isPresent();
        if (ours) {
            kernel.writeFile(file.toString(), words.substring(space + 1) + "\n");
        }
        return ours;
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
