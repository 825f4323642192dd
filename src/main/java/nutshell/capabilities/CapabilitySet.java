package nutshell.capabilities;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import nutshell.refusals.Refusal;

/** A set of capabilities as the kernel holds it, one bit each; bits newer than this program are kept. */
public record CapabilitySet(long bits) {

    public static final CapabilitySet EMPTY = new CapabilitySet(0);

    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{1,16}");

    /** Reads the hexadecimal digits of a {@code Cap…} line of {@code /proc/PID/status}. */
    public static CapabilitySet parse(String hex) {
        if (!HEX.matcher(hex).matches()) {
            throw Refusal.failed(
                    "'%s' is no capability set: expected 1 to 16 hexadecimal digits, such as 00000000a80425fb"
                            .formatted(hex.replaceAll("\\P{Print}", "?")),
                    "grep Cap /proc/self/status");
        }
        return new CapabilitySet(Long.parseUnsignedLong(hex, 16));
    }

    public static CapabilitySet of(Capability... capabilities) {
        return of(Arrays.asList(capabilities));
    }

    public static CapabilitySet of(Collection<Capability> capabilities) {
        return new CapabilitySet(
                capabilities.stream().mapToLong(CapabilitySet::bit).reduce(0, (all, bit) -> all | bit));
    }

    /** Returns every capability this program knows; a newer kernel may have more. */
    public static CapabilitySet known() {
        return of(Capability.values());
    }

    public boolean contains(Capability capability) {
        return (bits & bit(capability)) != 0;
    }

    public boolean isEmpty() {
        return bits == 0;
    }

    /** Returns the names by number; a bit without a name is called {@code cap_41} and so on. */
    public List<String> names() {
        return IntStream.range(0, Long.SIZE)
                .filter(number -> (bits >>> number & 1) != 0)
                .mapToObj(number ->
                        Capability.numbered(number).map(Capability::name).orElse("cap_" + number))
                .toList();
    }

    public CapabilitySet plus(CapabilitySet other) {
        return new CapabilitySet(bits | other.bits);
    }

    public CapabilitySet intersect(CapabilitySet other) {
        return new CapabilitySet(bits & other.bits);
    }

    public CapabilitySet minus(CapabilitySet other) {
        return new CapabilitySet(bits & ~other.bits);
    }

    /** Returns 16 hexadecimal digits, as {@code /proc/PID/status} prints it. */
    @Override
    public String toString() {
        return "%016x".formatted(bits);
    }

    private static long bit(Capability capability) {
        return 1L << capability.number();
    }
}
