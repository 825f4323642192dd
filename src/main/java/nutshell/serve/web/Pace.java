package nutshell.serve.web;

/** How much a page may send: as fast as anybody types or pastes, and no faster. */
final class Pace {

    private static final long BYTES_A_SECOND = 64 * 1024;
    private static final long AT_ONCE = 512 * 1024;

    /** What a message costs whatever is in it. */
    private static final int MESSAGE = 128;

    private long left = AT_ONCE;
    private long at = System.nanoTime();

    /** Takes note of a message; returns whether it may still be taken. */
    synchronized boolean allows(int bytes) {
        long now = System.nanoTime();
        left = Math.min(AT_ONCE, left + (now - at) / 1_000_000 * BYTES_A_SECOND / 1000);
        at = now;
        left -= MESSAGE + bytes;
        return left >= 0;
    }
}
