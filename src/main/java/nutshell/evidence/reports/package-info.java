/** Reports of other tools, as evidence where they speak to a question. */
@NullMarked
package nutshell.evidence.reports;

import org.jspecify.annotations.NullMarked;
