/** The rights that a thread can lock away from itself, as landlock(7) spells them. */
@NullMarked
package nutshell.landlock;

import org.jspecify.annotations.NullMarked;
