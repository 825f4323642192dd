@NullMarked
package nutshell.serve;

import org.jspecify.annotations.NullMarked;
