/** Facts about containers, images, networks and engines: what engines declare, and what the kernel says of each. */
@NullMarked
package nutshell.evidence.containers;

import org.jspecify.annotations.NullMarked;
