package nutshell.labs;

/** From where an observation is made. */
public enum Side {
    /** This machine, outside every container. */
    HOST,
    /** The container, from its own root and in its own namespaces. */
    INSIDE,
    /**
     * Who joins the container's namespaces with setns(2): paths begin at the root of its mount namespace, wherever the
     * container's own root is. After pivot_root(2) both are the same, after chroot(2) they are not.
     */
    JOINED;

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
