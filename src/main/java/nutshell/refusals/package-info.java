/** Why the program will not or cannot go on, in words a person can act on. */
@NullMarked
package nutshell.refusals;

import org.jspecify.annotations.NullMarked;
