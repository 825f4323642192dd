/** What the kernel says of one process under {@code /proc}, and of the host it runs on. See proc(5). */
@NullMarked
package nutshell.evidence.proc;

import org.jspecify.annotations.NullMarked;
