package nutshell.inspect;

import nutshell.refusals.Printable;

/**
 * One thing that is true of a process, and what it means.
 *
 * @param key what it is about, in words that are the same for every process: {@code net}, {@code CAP_SYS_ADMIN}
 * @param fact what holds for this one; two processes differ where these texts differ
 */
public record Finding(Topic topic, String key, String fact, String means, Weight weight) {

    public Finding {
        // Paths and names are strangers' text.
        key = Printable.text(key, 300);
        fact = Printable.text(fact, 300);
        means = Printable.text(means, 600);
    }

    /** For what could not be read: that is no wall. */
    static Finding unread(Topic topic, String key, String why) {
        return new Finding(topic, key, "could not be read", why, Weight.WEAK);
    }
}
