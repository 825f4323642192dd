package nutshell.why;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import nutshell.refusals.Printable;

/** Owner, group and mode on the way to a file, worked out for one subject; see path_resolution(7). */
record Permissions(Path path, long uid, long gid, int mode) {

    private static final int DIRECTORY = 0040000;

    /** The first thing on the way that this subject may not enter, or the thing itself where it is not granted all. */
    static Optional<Permissions> refusing(Subject subject, String path) {
        Path whole = Path.of(path.startsWith("/") ? path : "/" + path);
        for (int i = 1; i <= whole.getNameCount(); i++) {
            Path part = Path.of("/").resolve(whole.subpath(0, i));
            Optional<Permissions> here = of(subject, part);
            boolean last = i == whole.getNameCount();
            boolean closed = here.isPresent() && !here.get().grants(subject, last ? 6 : 1);
            if (here.isEmpty() || closed) {
                return here;
            }
        }
        return Optional.empty();
    }

    private static Optional<Permissions> of(Subject subject, Path path) {
        try {
            Map<String, Object> is = Files.readAttributes(
                    subject.seenFromHere(path.toString()), "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
            return is.get("uid") instanceof Integer uid
                            && is.get("gid") instanceof Integer gid
                            && is.get("mode") instanceof Integer mode
                    ? Optional.of(new Permissions(path, uid, gid, mode))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether the three bits that count for it hold all of these: owner, else group, else others. */
    private boolean grants(Subject subject, int wanted) {
        boolean member = subject.ids("Gid")[1] == gid
                || Arrays.stream(subject.supplementaryGroups()).anyMatch(group -> group == gid);
        int shift = subject.ids("Uid")[1] == uid ? 6 : member ? 3 : 0;
        return (mode >> shift & wanted) == wanted;
    }

    @Override
    public String toString() {
        String kind = (mode & 0170000) == DIRECTORY ? "the directory " : "";
        return "%s%s is mode %04o of user %d and group %d"
                .formatted(kind, Printable.text(path.toString()), mode & 07777, uid, gid);
    }
}
