package nutshell.container;

import nutshell.seccomp.Program;

/**
 * A filter that a container's programs run under.
 *
 * @param line the step that loaded it
 * @param atExec whether it is not on the container's thread, but put on each program
 */
public record LoadedFilter(String line, Program program, boolean atExec) {}
