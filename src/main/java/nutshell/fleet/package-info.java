/** Many hosts' checklist reports made into one, held in little memory: what the fleet has in common, and who differs. */
@NullMarked
package nutshell.fleet;

import org.jspecify.annotations.NullMarked;
