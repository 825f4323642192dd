/** What Docker and Podman say of their containers, over the sockets of their APIs. */
@NullMarked
package nutshell.evidence.runtime;

import org.jspecify.annotations.NullMarked;
