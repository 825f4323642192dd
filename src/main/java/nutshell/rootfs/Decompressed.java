package nutshell.rootfs;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;

/** Unpacks a stream by its first bytes, not by what anyone says it is, and refuses to unpack bombs. */
final class Decompressed {

    private static final int BUFFER = 1 << 16;

    private Decompressed() {}

    /** How a stream begins. */
    enum Form {
        PLAIN,
        GZIP,
        ZSTD;

        /** RFC 1952, section 2.3.1; RFC 8878, section 3.1.1. */
        static Form of(byte[] start) {
            if (start.length >= 2 && start[0] == 0x1f && start[1] == (byte) 0x8b) {
                return GZIP;
            }
            return start.length >= 4
                            && start[0] == 0x28
                            && start[1] == (byte) 0xb5
                            && start[2] == 0x2f
                            && start[3] == (byte) 0xfd
                    ? ZSTD
                    : PLAIN;
        }
    }

    static Form form(BufferedInputStream in) throws IOException {
        in.mark(4);
        byte[] start = in.readNBytes(4);
        in.reset();
        return Form.of(start);
    }

    static InputStream open(InputStream packed, Budget budget) throws IOException {
        MeteredStream counted = new MeteredStream(packed);
        BufferedInputStream buffered = new BufferedInputStream(counted, BUFFER);
        Limits limits = budget.limits();
        return new MeteredStream(unpack(buffered), (total, now) -> {
            budget.stream(now);
            if (total > limits.ratioFrom() && total / limits.ratio() > counted.passed()) {
                throw Unfit.damaged("unpacks to more than %d times its size (the limit)".formatted(limits.ratio()));
            }
        });
    }

    private static InputStream unpack(BufferedInputStream packed) throws IOException {
        return switch (form(packed)) {
            // Layers that can be read in pieces are many gzip members one after the other.
            case GZIP ->
                GzipCompressorInputStream.builder()
                        .setInputStream(packed)
                        .setDecompressConcatenated(true)
                        .get();
            case ZSTD -> zstd(packed);
            case PLAIN -> packed;
        };
    }

    private static InputStream zstd(InputStream packed) throws IOException {
        try {
            return new ZstdCompressorInputStream(packed);
        } catch (LinkageError e) {
            throw new IOException("zstd's native library cannot be loaded here: " + Wording.reason(e), e);
        }
    }
}
