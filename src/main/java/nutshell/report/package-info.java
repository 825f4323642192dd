/** An assessment told: as text, Markdown, HTML, JSON and SARIF. Strangers' text comes out harmless in each. */
@NullMarked
package nutshell.report;

import org.jspecify.annotations.NullMarked;
