/** A workshop: who is in it, where each works, what the instructor sees. */
@NullMarked
package nutshell.serve;

import org.jspecify.annotations.NullMarked;
