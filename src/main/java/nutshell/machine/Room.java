package nutshell.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nutshell.refusals.Refusal;

/** Room on a disk, asked for before the work begins. */
final class Room {

    private Room() {}

    /** Makes the folder too; refuses where there is less room than that. */
    static void need(Path folder, long mebibytes, String remedy) {
        try {
            Files.createDirectories(folder);
            long free = Files.getFileStore(folder).getUsableSpace() >> 20;
            if (free < mebibytes) {
                throw Refusal.machine(
                        "%s has %d MiB left, and %d are needed".formatted(folder, free, mebibytes),
                        "make room, or " + remedy);
            }
        } catch (IOException e) {
            throw Refusal.machine("%s cannot be written to: %s".formatted(folder, e.getMessage()), remedy);
        }
    }
}
