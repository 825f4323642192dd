/** What strangers may have written, in every form that we read: it is a value or a refusal, soon and in little memory. */
@NullMarked
package nutshell.hostile;

import org.jspecify.annotations.NullMarked;
