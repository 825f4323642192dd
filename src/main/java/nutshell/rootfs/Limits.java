package nutshell.rootfs;

/**
 * How much a stranger's image may ask for before it is taken for a bomb.
 *
 * @param bytes unpacked, of all layers together; the free space less a tenth counts too
 * @param entries of all layers together
 * @param nameBytes the length of all places of entries together: they are kept in memory while a layer is unpacked
 * @param pathBytes of one name
 * @param depth directories above one entry
 * @param documentBytes of one manifest, index or configuration
 * @param ratio unpacked to packed bytes of one stream, once {@code ratioFrom} bytes have come out of it
 */
record Limits(
        long bytes,
        long entries,
        long nameBytes,
        int pathBytes,
        int depth,
        int documentBytes,
        long ratio,
        long ratioFrom) {

    /** Linux allows no longer path (PATH_MAX) in any case; the other numbers are wide for real images. */
    static final Limits USUAL = new Limits(4L << 30, 1_000_000, 128L << 20, 4096, 256, 4 << 20, 1000, 100L << 20);

    /** Where nothing is written, an image may be larger: what it asks for then is time. */
    static final Limits READING = USUAL.withBytes(64L << 30);

    Limits withBytes(long most) {
        return new Limits(most, entries, nameBytes, pathBytes, depth, documentBytes, ratio, ratioFrom);
    }

    Limits withEntries(long most) {
        return new Limits(bytes, most, nameBytes, pathBytes, depth, documentBytes, ratio, ratioFrom);
    }

    Limits withRatio(long most, long from) {
        return new Limits(bytes, entries, nameBytes, pathBytes, depth, documentBytes, most, from);
    }
}
