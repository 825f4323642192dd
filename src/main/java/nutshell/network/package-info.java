/** Interfaces, addresses, routes and address translation, and the netlink messages in which the kernel is asked for them. */
@NullMarked
package nutshell.network;

import org.jspecify.annotations.NullMarked;
