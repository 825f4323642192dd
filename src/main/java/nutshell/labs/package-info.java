/** Labs: what is asked, what is typed, what the kernel must show, and how far somebody has come. */
@NullMarked
package nutshell.labs;

import org.jspecify.annotations.NullMarked;
