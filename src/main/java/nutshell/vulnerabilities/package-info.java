/** What is publicly known to be wrong with packages, and what of that holds for those in front of us. */
@NullMarked
package nutshell.vulnerabilities;

import org.jspecify.annotations.NullMarked;
