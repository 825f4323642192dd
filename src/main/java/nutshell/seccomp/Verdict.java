package nutshell.seccomp;

/**
 * What a program decided about a call.
 *
 * @param depends whether it looked at an argument or at the address of the call, so that another call of the same number
 *     may fare otherwise
 */
public record Verdict(Action action, boolean depends) {}
