package nutshell.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Reads and sets the twelve mode bits of chmod(2); the JDK's permission sets know only nine. */
final class Modes {

    private Modes() {}

    static void set(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode & 07777);
    }

    static int of(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
    }

    static boolean isProgram(Path path) {
        try {
            return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && (of(path) & 0111) != 0;
        } catch (IOException e) {
            return false;
        }
    }
}
