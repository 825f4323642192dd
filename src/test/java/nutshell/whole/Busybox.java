package nutshell.whole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The smallest root file system: one program under two names. */
final class Busybox {

    private Busybox() {}

    static Path tar(Path directory) throws IOException {
        Path root = directory.resolve("image");
        Path bin = Files.createDirectories(root.resolve("bin"));
        Path busybox =
                Path.of(Commands.run("sh", "-c", "command -v busybox").out().strip());
        Files.copy(busybox, bin.resolve("busybox"));
        Files.copy(busybox, bin.resolve("sleep"));
        Path tar = directory.resolve("image.tar");
        Commands.run("tar", "-C", root.toString(), "-cf", tar.toString(), ".").wellDone();
        return tar;
    }
}
