package nutshell.seccomp;

import java.util.Locale;

/**
 * A comparison of one argument of a call, all 64 bits of it, unsigned. What an argument points at cannot be looked at:
 * another thread might change it after the look.
 *
 * @param argument 0 to 5
 * @param mask the bits that are looked at; all but for {@link Comparison#MASKED_EQ}
 */
public record Condition(int argument, Comparison comparison, long mask, long value) {

    /** How an argument is compared. */
    public enum Comparison {
        EQ,
        NE,
        LT,
        LE,
        GT,
        GE,
        MASKED_EQ
    }

    public Condition {
        if (argument < 0 || argument > 5) {
            throw new IllegalArgumentException("a call has the arguments 0 to 5, not " + argument);
        }
        // Bits that are not looked at can never differ: a value that has them would never be met.
        mask = comparison == Comparison.MASKED_EQ ? mask : -1;
    }

    public Condition(int argument, Comparison comparison, long value) {
        this(argument, comparison, -1, value);
    }

    public boolean holds(CallData call) {
        long given = call.argument(argument);
        int order = Long.compareUnsigned(given, value);
        return switch (comparison) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            case MASKED_EQ -> (given & mask) == value;
        };
    }

    @Override
    public String toString() {
        String sign =
                comparison == Comparison.MASKED_EQ ? "eq" : comparison.name().toLowerCase(Locale.ROOT);
        String masked = comparison == Comparison.MASKED_EQ ? " masked 0x" + Long.toHexString(mask) : "";
        return "a%d%s %s 0x%x".formatted(argument, masked, sign, value);
    }
}
