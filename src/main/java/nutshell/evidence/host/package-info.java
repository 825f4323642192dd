/** Facts about the host: its kernel's settings, what listens, who may do what, and the files that say how images come here. */
@NullMarked
package nutshell.evidence.host;

import org.jspecify.annotations.NullMarked;
