/** Filters of system calls, as seccomp(2) has them: what they decide, how they are written in BPF, and read back. */
@NullMarked
package nutshell.seccomp;

import org.jspecify.annotations.NullMarked;
