/** Policies, and whether an image may pass. */
@NullMarked
package nutshell.gate;

import org.jspecify.annotations.NullMarked;
