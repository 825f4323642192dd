/** Control group files of both versions, as the kernel's documents spell them. */
@NullMarked
package nutshell.cgroups;

import org.jspecify.annotations.NullMarked;
