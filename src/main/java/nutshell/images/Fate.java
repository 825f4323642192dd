package nutshell.images;

/**
 * What became of a file in a layer above its own; its bytes are still in the image.
 *
 * @param removed whether it is gone, else another has its place
 * @param layer the one that did it
 */
public record Fate(boolean removed, int layer) {

    /** {@code removed in layer 3}. */
    public String words() {
        return (removed ? "removed" : "replaced") + " in layer " + layer;
    }
}
