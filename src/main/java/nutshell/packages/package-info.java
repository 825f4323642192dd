/** What is installed in a tree of files, and which of two versions is the newer one. */
@NullMarked
package nutshell.packages;

import org.jspecify.annotations.NullMarked;
