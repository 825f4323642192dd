package nutshell.serve;

import java.util.Arrays;

/**
 * The last of what a terminal has shown. Positions count from its first byte, so whoever looks only remembers how far they
 * are: nothing is queued for anybody.
 */
final class Backlog {

    private final byte[] ring;
    private long end;

    Backlog(int bytes) {
        this.ring = new byte[bytes];
    }

    synchronized void add(byte[] bytes) {
        for (int at = 0; at < bytes.length; ) {
            int place = (int) (end % ring.length);
            int length = Math.min(bytes.length - at, ring.length - place);
            System.arraycopy(bytes, at, ring, place, length);
            at += length;
            end += length;
        }
    }

    synchronized long end() {
        return end;
    }

    /** Where what is kept begins: after a line's end, where older output is gone, so as not to be within a sequence. */
    synchronized long start() {
        long first = Math.max(0, end - ring.length);
        for (long at = first; first > 0 && at < end; at++) {
            if (ring[(int) (at % ring.length)] == '\n') {
                return at + 1;
            }
        }
        return first;
    }

    /** Whether all that has come since a position is there still. */
    synchronized boolean has(long position) {
        return position >= end - ring.length && position <= end;
    }

    /** What came after a position, at most so many bytes. */
    synchronized byte[] after(long position, int most) {
        int length = (int) Math.min(most, end - position);
        int place = (int) (position % ring.length);
        byte[] bytes = Arrays.copyOfRange(ring, place, Math.min(ring.length, place + length));
        int rest = length - bytes.length;
        if (rest > 0) {
            bytes = Arrays.copyOf(bytes, length);
            System.arraycopy(ring, 0, bytes, length - rest, rest);
        }
        return bytes;
    }
}
