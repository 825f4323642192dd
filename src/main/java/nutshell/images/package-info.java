/** What lies in an image, layer by layer; secrets, differences, and policies that images must satisfy. */
@NullMarked
package nutshell.images;

import org.jspecify.annotations.NullMarked;
