/** The figures: what a container, a replay and a prompt cost, beside the peers that are installed, in one run. */
@NullMarked
package nutshell.bench;

import org.jspecify.annotations.NullMarked;
