package nutshell.rootfs;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.Optional;
import nutshell.refusals.Refusal;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** Reads one layer, entry by entry, and hands each to whoever wants it. */
final class LayerReader {

    /** Takes an entry; its contents can be read until it returns. */
    interface Taker {
        void take(TarArchiveEntry entry, InputStream contents) throws IOException;
    }

    private static final int BUFFER = 1 << 16;

    private final Budget budget;
    private final Taker taker;

    LayerReader(Budget budget, Taker taker) {
        this.budget = budget;
        this.taker = taker;
    }

    void read(ImageFiles files, Image.Layer layer) throws IOException {
        try (InputStream packed = files.open(layer.file());
                InputStream in = Decompressed.open(packed, budget)) {
            if (layer.unpacked().isEmpty()) {
                read(buffered(in));
                in.transferTo(OutputStream.nullOutputStream());
                return;
            }
            DigestInputStream digested = layer.unpacked().get().reading(in);
            read(buffered(digested));
            layer.unpacked().get().require(digested);
        }
    }

    /** A tar is read in records of 512 bytes, and what is below has to do some work each time. */
    private static InputStream buffered(InputStream in) {
        return new BufferedInputStream(in, BUFFER);
    }

    private void read(InputStream in) throws IOException {
        TarEntries tar = new TarEntries(in);
        Optional<TarArchiveEntry> next = tar.next();
        while (next.isPresent()) {
            TarArchiveEntry entry = next.get();
            try {
                budget.entry();
                budget.holes(entry.getRealSize(), entry.getSize());
                taker.take(entry, tar.contents());
            } catch (Refusal e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                throw Unfit.in("entry '%s'".formatted(Wording.text(entry.getName())), e);
            }
            next = tar.next();
        }
    }
}
