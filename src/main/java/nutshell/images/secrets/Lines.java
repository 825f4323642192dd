package nutshell.images.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A file's text line by line, however long the lines are: what is too long comes in pieces that overlap, with the same
 * number. What holds a zero byte is no text, and ends there.
 */
final class Lines {

    private static final int BLOCK = 1 << 16;
    private static final int OVERLAP = 512;

    /** Takes a line; the number counts from 1. */
    interface Taker {
        void line(String text, int number);
    }

    private final byte[] block = new byte[BLOCK];
    private int kept;
    private int number;

    /** Reads a stream; each byte becomes one character, as the forms of secrets are all ASCII. */
    void read(InputStream in, Taker taker) throws IOException {
        kept = 0;
        number = 1;
        for (int count = fill(in); count > 0; count = fill(in)) {
            int end = kept + count;
            if (holdsZero(kept, end)) {
                return;
            }
            int start = hand(end, taker);
            if (start == 0 && end == BLOCK) {
                taker.line(text(0, end), number);
                start = end - OVERLAP;
            }
            kept = end - start;
            System.arraycopy(block, start, block, 0, kept);
        }
        if (kept > 0) {
            taker.line(text(0, kept), number);
        }
    }

    private int fill(InputStream in) throws IOException {
        return in.readNBytes(block, kept, BLOCK - kept);
    }

    private boolean holdsZero(int from, int to) {
        for (int i = from; i < to; i++) {
            if (block[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /** Hands over the lines that are whole, and returns where the rest begins. */
    private int hand(int end, Taker taker) {
        int start = 0;
        for (int i = kept; i < end; i++) {
            if (block[i] == '\n') {
                taker.line(text(start, i), number++);
                start = i + 1;
            }
        }
        return start;
    }

    private String text(int from, int to) {
        return new String(block, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
