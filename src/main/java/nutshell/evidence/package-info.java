/** What the machine says when it is asked. Reading only: a checklist must be unable to change what it looks at. */
@NullMarked
package nutshell.evidence;

import org.jspecify.annotations.NullMarked;
