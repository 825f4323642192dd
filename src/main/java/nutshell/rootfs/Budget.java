package nutshell.rootfs;

import java.nio.file.Path;

/** What is left of the limits; all layers of an image draw on one. */
final class Budget {

    private final Limits limits;
    private final long most;
    private final String mostName;
    private long streamed;
    private long written;
    private long entries;
    private long names;

    /** Takes the bytes that are free where the tree is made. */
    Budget(Limits limits, long free) {
        this.limits = limits;
        long room = free - free / 10;
        this.most = Math.min(limits.bytes(), room);
        this.mostName = room < limits.bytes() ? "the free space here less a tenth" : "the limit";
    }

    Limits limits() {
        return limits;
    }

    long written() {
        return written;
    }

    long entries() {
        return entries;
    }

    /** Counts what comes out of a decompressor, headers and padding too. */
    void stream(long bytes) throws Unfit {
        streamed += bytes;
        requireRoom(streamed);
    }

    /** Counts what goes into files: of a sparse entry that is more than came out of the stream. */
    void write(long bytes) throws Unfit {
        written += bytes;
        requireRoom(written);
    }

    /** Refuses a sparse file that is nearly all holes: reading it would take as long as if it were full. */
    void holes(long size, long stored) throws Unfit {
        if (size > limits.ratioFrom() && size / limits.ratio() > stored) {
            throw Unfit.damaged("is a sparse file of %s with %s in it, more than %d times as large (the limit)"
                    .formatted(Wording.size(size), Wording.size(stored), limits.ratio()));
        }
    }

    private void requireRoom(long bytes) throws Unfit {
        if (bytes > most) {
            throw Unfit.damaged("unpacks to more than %s (%s)".formatted(Wording.size(most), mostName));
        }
    }

    void entry() throws Unfit {
        if (++entries > limits.entries()) {
            throw Unfit.damaged("has more than %,d entries (the limit)".formatted(limits.entries()));
        }
    }

    void place(Path path) throws Unfit {
        names += path.toString().length();
        if (names > limits.nameBytes()) {
            throw Unfit.damaged(
                    "has names of more than %s together (the limit)".formatted(Wording.size(limits.nameBytes())));
        }
    }
}
