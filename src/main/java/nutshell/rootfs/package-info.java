/** Root file systems: a busybox tree, copies of this host's programs, OCI images, and their safety. */
@NullMarked
package nutshell.rootfs;

import org.jspecify.annotations.NullMarked;
