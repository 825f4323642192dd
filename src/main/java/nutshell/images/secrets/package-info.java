/** Secrets in images: told by what they are and where, never by their value. */
@NullMarked
package nutshell.images.secrets;

import org.jspecify.annotations.NullMarked;
