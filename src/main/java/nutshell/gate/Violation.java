package nutshell.gate;

/**
 * Why an image may not pass.
 *
 * @param name one of the documented names, for scripts
 * @param what of this image, printable
 */
public record Violation(String name, String what) {}
