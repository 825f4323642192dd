/** Programs that were not in the image: told of, or denied, by inode and content rather than by name. */
@NullMarked
package nutshell.drift;

import org.jspecify.annotations.NullMarked;
