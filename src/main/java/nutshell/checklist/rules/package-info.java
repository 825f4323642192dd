/** One pure function for each question that needs one: from facts to findings. */
@NullMarked
package nutshell.checklist.rules;

import org.jspecify.annotations.NullMarked;
