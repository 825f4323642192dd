package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against {@code config-linux.md} of the OCI runtime specification. */
class LimitsTest {

    private final Limits limits = new Limits();

    @Test
    void counts_bytes_whatever_the_suffix() {
        limits.add("memory.max", "64M");
        limits.add("memory.high", "48m");

        assertEquals(Map.of("memory", Map.of("limit", 67_108_864L, "reservation", 50_331_648L)), limits.resources());
    }

    @Test
    void counts_memory_and_swap_together_as_the_specification_does() {
        limits.add("memory.max", "64M");
        limits.add("memory.swap.max", "1M");

        assertEquals(Map.of("memory", Map.of("limit", 67_108_864L, "swap", 68_157_440L)), limits.resources());
    }

    @Test
    void no_limit_is_minus_one() {
        limits.add("pids.max", "max");
        limits.add("memory.max", "max");
        limits.add("memory.swap.max", "0");
        limits.add("cpu.max", "max 100000");

        assertEquals(
                Map.of(
                        "pids", Map.of("limit", -1L),
                        "memory", Map.of("limit", -1L, "swap", -1L),
                        "cpu", Map.of("quota", -1L, "period", 100_000L)),
                limits.resources());
    }

    @Test
    void parts_a_bandwidth_into_quota_and_period() {
        limits.add("cpu.max", "50000");
        limits.add("cpuset.cpus", "0-1");
        limits.add("cpuset.mems", "0");

        assertEquals(
                Map.of("cpu", Map.of("quota", 50_000L, "period", 100_000L, "cpus", "0-1", "mems", "0")),
                limits.resources());
    }

    @Test
    void turns_weights_into_shares_from_end_to_end() {
        Map<String, Long> ends = new LinkedHashMap<>(Map.of("1", 2L, "100", 2597L, "10000", 262_144L));
        ends.forEach((weight, shares) -> {
            Limits one = new Limits();
            one.add("cpu.weight", weight);
            assertEquals(Map.of("cpu", Map.of("shares", shares)), one.resources());
        });
    }

    @Test
    void names_files_that_only_v2_has_and_says_which() {
        limits.add("memory.low", "16M");
        limits.add("io.max", "8:0 wbps=1048576");

        assertEquals(Map.of("unified", Map.of("memory.low", "16M", "io.max", "8:0 wbps=1048576")), limits.resources());
        assertEquals(List.of("io.max", "memory.low"), limits.onlyOnV2());
    }
}
