/** A process's facts in the words of the labs: what each means, which are the worst, and how two processes differ. */
@NullMarked
package nutshell.inspect;

import org.jspecify.annotations.NullMarked;
