package nutshell.why;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nutshell.kernel.Kernel;
import nutshell.kernel.OpenMode;

/** Files that stand in for those a probe must not touch: made in a directory of our own, reached by descriptor alone. */
final class Scratch implements AutoCloseable {

    private final Kernel here = Kernel.silent();
    private final Path directory;
    private final List<Integer> open = new ArrayList<>();

    Scratch() {
        try {
            directory = Files.createTempDirectory("nutshell-why");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file with the owner, the group and the mode of that one; empty where we may not make such a one. */
    Optional<Integer> like(Path file) {
        try {
            Map<String, Object> is = Files.readAttributes(file, "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
            Path copy = Files.createTempFile(directory, "like", "");
            Files.setAttribute(copy, "unix:uid", is.get("uid"));
            Files.setAttribute(copy, "unix:gid", is.get("gid"));
            if (is.get("mode") instanceof Integer mode) {
                Files.setAttribute(copy, "unix:mode", mode & 07777);
            }
            return Optional.of(opened(copy));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A directory that anybody may write to who has its descriptor. */
    int openDirectory() {
        try {
            Path inner = Files.createTempDirectory(directory, "for-all");
            Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("rwxrwxrwx"));
            return opened(inner);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int opened(Path path) {
        int fd = here.open(path.toString(), OpenMode.READ);
        open.add(fd);
        return fd;
    }

    @Override
    public void close() {
        open.forEach(here::close);
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
