/** The real program, started as a person or a script would: the third ring of tests. */
@NullMarked
package nutshell.whole;

import org.jspecify.annotations.NullMarked;
