/** What this machine can do and cannot, with the cause and the remedy. */
@NullMarked
package nutshell.doctor;

import org.jspecify.annotations.NullMarked;
