/** Texts beside the engine, read into records. */
@NullMarked
package nutshell.content;

import org.jspecify.annotations.NullMarked;
