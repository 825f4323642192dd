/** Steps, the recipe they make, the thread that is the container, and the ledger of what was made. */
@NullMarked
package nutshell.container;

import org.jspecify.annotations.NullMarked;
