/** A recipe from evidence: the lines of the shell that build something like a process that was looked at. */
@NullMarked
package nutshell.capture;

import org.jspecify.annotations.NullMarked;
