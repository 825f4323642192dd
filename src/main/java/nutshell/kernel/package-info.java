/** The one door to the kernel: bindings, the trace of what passed, and refusals explained. */
@NullMarked
package nutshell.kernel;

import org.jspecify.annotations.NullMarked;
