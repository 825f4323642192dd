/** What someone inside can do when one mistake has been made, and what stops them: tried on this kernel. */
@NullMarked
package nutshell.escapes;

import org.jspecify.annotations.NullMarked;
