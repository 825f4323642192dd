package nutshell.images;

/**
 * One layer of an image.
 *
 * @param number from 1, the lowest
 * @param digest of its content, unpacked where the configuration says so
 * @param size in bytes, as it is stored
 * @param made by which line of the history, without the secrets in it, else empty: strangers' text
 */
public record ImageLayer(int number, String digest, long size, String made) {}
