package nutshell.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** What every root file system needs besides programs: places to mount on, and names for two users. */
final class Furniture {

    private static final List<String> DIRECTORIES =
            List.of("proc", "sys", "dev", "etc", "run", "mnt", "home", "var", "root", "tmp", "var/tmp");

    private Furniture() {}

    static void put(Path root) throws IOException {
        for (String name : DIRECTORIES) {
            Path directory = root.resolve(name);
            if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(directory);
                Modes.set(directory, modeOf(name));
            }
        }
        write(root.resolve("etc/passwd"), """
                root:x:0:0:root:/root:/bin/sh
                nobody:x:65534:65534:nobody:/:/bin/false
                """);
        write(root.resolve("etc/group"), """
                root:x:0:
                nobody:x:65534:
                """);
    }

    private static void write(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Modes.set(file, 0644);
    }

    private static int modeOf(String name) {
        return switch (name) {
            case "root" -> 0700;
            case "tmp", "var/tmp" -> 01777;
            default -> 0755;
        };
    }
}
