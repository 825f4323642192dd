/** The kinds of namespace, with the kernel's numbers and texts. */
@NullMarked
package nutshell.namespaces;

import org.jspecify.annotations.NullMarked;
