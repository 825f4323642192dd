package nutshell.rootfs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nutshell.refusals.Nearest;
import nutshell.refusals.Refusal;

/** A tree that exists already, used as it is. */
public record Directory(Path path) implements Rootfs {

    private static final String EXAMPLE = "rootfs busybox makes one that works; debootstrap, or docker export, others";
    private static final List<String> PROGRAMS = List.of("bin", "sbin", "usr/bin", "usr/sbin", "");

    static Directory at(String word, Path base) {
        Directory directory = new Directory(base.resolve(word).normalize());
        directory.requireUsable(word);
        return directory;
    }

    private void requireUsable(String word) {
        String shown = Wording.text(path.toString());
        boolean isDirectory = Files.isDirectory(path);
        if (!isDirectory && !Files.exists(path)) {
            List<String> meant = Nearest.to(word, List.of("busybox", "host", "oci:"));
            throw Refusal.failed(
                    "there is no directory " + shown,
                    meant.isEmpty() ? EXAMPLE : "rootfs " + meant.get(0) + ", if that was meant");
        }
        if (!isDirectory) {
            throw Refusal.failed(
                    shown + " is a file, and a root must be a directory",
                    "rootfs oci:%s, if it is an image".formatted(shown));
        }
        if (isHostRoot()) {
            throw Refusal.failed(
                    shown + " is this machine's own root: what is done inside would be done to the host",
                    "rootfs host copies this machine's programs instead");
        }
        if (!hasShell() && programs(1) == 0) {
            throw Refusal.failed(
                    shown + " holds no program: no executable file in bin, sbin, usr/bin, usr/sbin or at its top",
                    EXAMPLE);
        }
    }

    /** Asks for device and inode: a bind mount of the root is the root too. */
    private boolean isHostRoot() {
        try {
            return Files.isSameFile(path, Path.of("/"));
        } catch (IOException e) {
            throw Refusal.failed("cannot look at " + Wording.reason(e), EXAMPLE);
        }
    }

    /** Where nearly every tree has a program, found without listing a directory of hundreds. */
    private boolean hasShell() {
        try {
            return Modes.isProgram(new InsideRoot(path.toRealPath()).follow(List.of("bin", "sh")));
        } catch (IOException e) {
            throw Refusal.failed("cannot look at " + Wording.reason(e), EXAMPLE);
        }
    }

    /** Counts no further than asked: a busybox tree holds four hundred. */
    private int programs(int enough) {
        try {
            InsideRoot inside = new InsideRoot(path.toRealPath());
            List<Path> seen = new ArrayList<>();
            int programs = 0;
            for (String name : PROGRAMS) {
                Path directory = inside.follow(InsideRoot.components(name));
                if (programs < enough && !seen.contains(directory) && Files.isDirectory(directory)) {
                    seen.add(directory);
                    programs += programsIn(directory, inside, enough - programs);
                }
            }
            return programs;
        } catch (IOException e) {
            throw Refusal.failed("cannot look at " + Wording.reason(e), EXAMPLE);
        }
    }

    private static int programsIn(Path directory, InsideRoot inside, int enough) throws IOException {
        int programs = 0;
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                Path relative = inside.root().relativize(child);
                if (Modes.isProgram(inside.follow(InsideRoot.components(relative.toString())))) {
                    programs++;
                }
                if (programs == enough) {
                    break;
                }
            }
        }
        return programs;
    }

    @Override
    public String words() {
        return Words.quoted(path.toString());
    }

    /** Leaves {@code into} alone: the root is the directory itself. */
    @Override
    public Prepared prepare(Path into) {
        requireUsable(path.toString());
        return new Prepared(path, this::summary, Optional.empty());
    }

    private String summary() {
        return Wording.count(programs(Integer.MAX_VALUE), "program") + ", used where it is: nothing was copied";
    }
}
