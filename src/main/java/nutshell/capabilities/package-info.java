/** Capabilities and their sets, as capabilities(7) spells them. */
@NullMarked
package nutshell.capabilities;

import org.jspecify.annotations.NullMarked;
