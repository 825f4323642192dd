/** Mount flags, mount options and mountinfo, as mount(2), mount(8) and proc(5) spell them. */
@NullMarked
package nutshell.mounts;

import org.jspecify.annotations.NullMarked;
