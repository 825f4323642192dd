package nutshell.packages;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stranger's bytes, of which there may be only so many. */
final class BoundedStream extends FilterInputStream {

    private final long limit;
    private long taken;

    BoundedStream(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int bytes) throws IOException {
        taken += bytes;
        if (taken > limit) {
            throw new IOException("more than " + (limit >> 20) + " MB, of which the rest was not read");
        }
    }
}
