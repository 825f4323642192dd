package nutshell.vulnerabilities;

/**
 * A version at which something begins or ends, in the words of the OSV schema.
 *
 * @param version {@code 0} is before all others
 */
record Event(Kind kind, String version) {

    enum Kind {
        /** Affected from here on. */
        INTRODUCED,
        /** No longer from here on. */
        FIXED,
        /** No longer behind it. */
        LAST_AFFECTED,
        /** Of what is not before it, the range says nothing. */
        LIMIT
    }
}
