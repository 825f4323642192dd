/** The lab machine, and whether we are in it. */
@NullMarked
package nutshell.machine;

import org.jspecify.annotations.NullMarked;
