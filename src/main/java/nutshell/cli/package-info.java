@NullMarked
package nutshell.cli;

import org.jspecify.annotations.NullMarked;
