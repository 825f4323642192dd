package nutshell.inspect;

/** How much a finding matters to whoever relies on the walls; the first is the worst. */
public enum Weight {
    /** A way to the host stands open. */
    OPEN,
    /** A wall that a usual container has, or could have, is missing. */
    WEAK,
    /** Neither: something to know. */
    PLAIN,
    /** A wall that stands. */
    WALL,
    /** Told in JSON and in differences only. */
    DETAIL
}
