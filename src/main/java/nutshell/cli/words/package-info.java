/** The words of the shell that are no steps: a class each. */
@NullMarked
package nutshell.cli.words;

import org.jspecify.annotations.NullMarked;
