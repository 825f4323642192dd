package nutshell.rootfs;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes that pass and asks after each portion whether that is still all right. */
final class MeteredStream extends FilterInputStream {

    private final Meter meter;
    private long passed;

    /** Decides by what has passed so far and how much of it is new. */
    interface Meter {
        void passed(long total, long now) throws IOException;
    }

    MeteredStream(InputStream in, Meter meter) {
        super(in);
        this.meter = meter;
    }

    /** Counts only. */
    MeteredStream(InputStream in) {
        this(in, (total, now) -> {});
    }

    long passed() {
        return passed;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = in.skip(bytes);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long bytes) throws IOException {
        passed += bytes;
        meter.passed(passed, bytes);
    }
}
