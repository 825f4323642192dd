package nutshell.drift;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import nutshell.kernel.FileStamp;
import nutshell.kernel.OpenFiles;

/** Says of open files what they are to the image, and remembers it for as long as a file stays as it was. */
final class Judge {

    private static final int REMEMBERED = 4096;
    private static final Duration UNSETTLED = Duration.ofMillis(100);
    private static final String DELETED = " (deleted)";

    private final Image image;
    private final String root;
    private final OpenFiles files;
    private final Contents contents;
    private final Map<String, Known> known = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Known(FileStamp stamp, Verdict verdict) {}

    /** A file by its path, seen from the container's root, and what it is. */
    record Judged(String path, Verdict verdict, Program program) {}

    Judge(Image image, String root, OpenFiles files) {
        this.image = image;
        this.root = root;
        this.files = files;
        this.contents = new Contents(files);
    }

    Judged judge(int fd) {
        Program program = Program.of(fd, files, contents);
        String path = files.path(fd);
        if (program.stamp().links() == 0) {
            String named = path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
            return new Judged(named, Verdict.NAMELESS, program);
        }
        return Target.seenFrom(root, path)
                .map(seen -> new Judged(seen, verdict(seen, program), program))
                .orElseGet(() -> new Judged(path, Verdict.NOT_IN_IMAGE, program));
    }

    private Verdict verdict(String path, Program program) {
        Known before = known.get(path);
        if (before != null && before.stamp().equals(program.stamp())) {
            return before.verdict();
        }
        Verdict verdict = image.judge(path, program);
        FileStamp after = files.stamp(program.fd());
        if (!after.equals(program.stamp())) {
            // Written to while we read it; from its start on the kernel keeps writers away (ETXTBSY).
            return Verdict.CHANGED;
        }
        if (isSettled(after)) {
            known.put(path, new Known(after, verdict));
        }
        return verdict;
    }

    /** The kernel's clock for files may stand still for some milliseconds: two changes then look like one. */
    private static boolean isSettled(FileStamp stamp) {
        Instant changed = Instant.EPOCH.plusNanos(stamp.changed());
        return changed.isBefore(Instant.now().minus(UNSETTLED));
    }
}
