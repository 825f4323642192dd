package nutshell.rootfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads a stranger's tar entry by entry, with headers bounded: a long name of two gigabytes must not fill the memory. */
final class TarEntries {

    /** Extended attributes alone may be 64 KiB each. */
    private static final long MOST_HEADER_BYTES = 1 << 20;

    private final MeteredStream metered;
    private final TarArchiveInputStream tar;
    private final byte[] rest = new byte[1 << 14];
    private long headersEnd = Long.MAX_VALUE;

    TarEntries(InputStream in) {
        this.metered = new MeteredStream(in, (total, now) -> {
            if (total > headersEnd) {
                throw Unfit.damaged("one entry's headers are longer than 1 MiB (the limit)");
            }
        });
        this.tar = new TarArchiveInputStream(metered, StandardCharsets.UTF_8.name());
    }

    Optional<TarArchiveEntry> next() throws IOException {
        if (tar.getCurrentEntry() != null) {
            readToItsEnd();
        }
        return header();
    }

    /** Not skipped: whoever hashes the stream must see every byte. */
    private void readToItsEnd() throws IOException {
        int count = tar.read(rest);
        while (count >= 0) {
            count = tar.read(rest);
        }
    }

    /** Skips the contents of the entry before, which is quick in a file and uncounted. */
    Optional<TarArchiveEntry> nextSkipping() throws IOException {
        TarArchiveEntry before = tar.getCurrentEntry();
        if (before != null && !before.isDirectory()) {
            tar.skipNBytes(before.getSize());
        }
        return header();
    }

    private Optional<TarArchiveEntry> header() throws IOException {
        headersEnd = metered.passed() + MOST_HEADER_BYTES;
        TarArchiveEntry entry = tar.getNextEntry();
        headersEnd = Long.MAX_VALUE;
        if (entry != null && !entry.isCheckSumOK()) {
            throw Unfit.damaged("a header's checksum is wrong: it is no tar archive, or damaged");
        }
        return Optional.ofNullable(entry);
    }

    /** Returns where in the stream the contents of the entry read last begin. */
    long position() {
        return metered.passed();
    }

    InputStream contents() {
        return tar;
    }
}
