package nutshell.evidence.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** The body of an answer, piece after piece: chunks, or one piece of a length that was said. See RFC 9112, section 7.1. */
final class HttpBody extends InputStream {

    /** How long the piece that follows is; the last is empty. */
    interface Pieces {
        long next(InputStream in, boolean first) throws IOException;
    }

    private final InputStream in;
    private final Pieces pieces;
    private boolean first = true;
    private boolean ended;
    private long left;

    HttpBody(InputStream in, Pieces pieces) {
        this.in = in;
        this.pieces = pieces;
    }

    static HttpBody of(InputStream in, long length) {
        return new HttpBody(in, (rest, first) -> first ? length : 0);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 1 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
        if (left == 0 && !ended) {
            left = pieces.next(in, first);
            first = false;
            ended = left == 0;
        }
        if (ended || most == 0) {
            return ended ? -1 : 0;
        }
        int count = in.read(bytes, from, (int) Math.min(most, left));
        if (count < 0) {
            throw new ProtocolException("the answer ended early");
        }
        left -= count;
        return count;
    }
}
