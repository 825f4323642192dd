package nutshell.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValueSyntaxTest {

    @Test
    void reads_bytes_in_powers_of_1024() {
        assertEquals(Optional.of("65536"), ValueSyntax.BYTES.read("64K"));
        assertEquals(Optional.of("1048576"), ValueSyntax.BYTES.read("1m"));
        assertEquals(Optional.of("2147483648"), ValueSyntax.BYTES.read("2G"));
        assertEquals(Optional.of("1099511627776"), ValueSyntax.BYTES.read("1T"));
        assertEquals(Optional.of("10"), ValueSyntax.BYTES.read("010"));
        assertEquals(Optional.of("max"), ValueSyntax.BYTES.read("max"));
        refuses(ValueSyntax.BYTES, "", "K", "-1", "1.5G", "64MB", "0x10", "9000000T", "8E");
    }

    @Test
    void keeps_to_the_kernels_bounds() {
        assertEquals(Optional.of("4194304"), ValueSyntax.COUNT.read("4194304"));
        assertEquals(Optional.of("10000"), ValueSyntax.WEIGHT.read("10000"));
        refuses(ValueSyntax.COUNT, "4194305", "-1", "1K", "many");
        refuses(ValueSyntax.WEIGHT, "0", "10001", "max");
        refuses(ValueSyntax.FLAG, "2", "yes");
        refuses(ValueSyntax.ONE, "0");
    }

    @Test
    void reads_a_quota_with_or_without_its_period() {
        assertEquals(Optional.of("50000 100000"), ValueSyntax.BANDWIDTH.read("50000\t 100000"));
        assertEquals(Optional.of("max 100000"), ValueSyntax.BANDWIDTH.read("max 100000"));
        assertEquals(Optional.of("50000"), ValueSyntax.BANDWIDTH.read("50000"));
        refuses(ValueSyntax.BANDWIDTH, "999", "50000 999", "50000 1000001", "50000 max", "1 2 3", "50%");
    }

    @Test
    void reads_lists_of_numbers_and_ranges() {
        assertEquals(Optional.of("0-3,7"), ValueSyntax.RANGES.read("0-3,7"));
        refuses(ValueSyntax.RANGES, "", "3-1", "1,", "-1", "1-", "1-2-3", "a");
    }

    @Test
    void reads_limits_of_a_device() {
        assertEquals(
                Optional.of("8:0 rbps=1048576 wiops=max"),
                ValueSyntax.DEVICE_LIMITS.read("8:0  rbps=1048576 wiops=max"));
        refuses(ValueSyntax.DEVICE_LIMITS, "8:0", "sda rbps=1", "8:0 bps=1", "8:0 rbps=1M");
    }

    private static void refuses(ValueSyntax syntax, String... values) {
        for (String value : List.of(values)) {
            assertEquals(Optional.empty(), syntax.read(value), value);
        }
    }
}
