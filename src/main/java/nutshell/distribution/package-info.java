/** The program as it is handed on: one installed tree, in an archive, a Debian package and an image. */
@NullMarked
package nutshell.distribution;

import org.jspecify.annotations.NullMarked;
