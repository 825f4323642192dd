package nutshell.escapes;

import java.util.function.BooleanSupplier;

/**
 * What may be left to someone who does not get out.
 *
 * @param done whether it came to that, asked on the host afterwards
 * @param sentence says so
 */
record Still(Attack attack, BooleanSupplier done, String sentence) {}
