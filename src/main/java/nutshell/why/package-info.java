/** Why a system call was refused: each possible cause tried out on a throw-away process. */
@NullMarked
package nutshell.why;

import org.jspecify.annotations.NullMarked;
