/** Questions, the rules that weigh evidence for them, the answers people gave, and what is new since last time. */
@NullMarked
package nutshell.checklist;

import org.jspecify.annotations.NullMarked;
