package nutshell.fleet;

import nutshell.checklist.Standing;

/**
 * A host that stands worse than nearly all others.
 *
 * @param usual where the others stand
 * @param share how many of them, of {@code asked}
 */
public record OddOne(String host, String id, Standing standing, Standing usual, int share, int asked) {}
