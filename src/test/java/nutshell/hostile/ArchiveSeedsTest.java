package nutshell.hostile;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import java.util.stream.Stream;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fuzzer's seeds, those among them that once found something, and some variations of each: values or refusals. */
class ArchiveSeedsTest {

    private static final int VARIATIONS = Integer.getInteger("nutshell.hostile.variations", 40);

    static Stream<String> targets() {
        return ArchiveFuzz.TARGETS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void are_values_or_refusals(String target) {
        Map<String, byte[]> seeds = ArchiveFuzz.seeds(target);
        assertFalse(seeds.isEmpty());
        seeds.forEach((name, seed) -> {
            read(target, name, seed);
            for (int variation = 0; variation < VARIATIONS; variation++) {
                read(target, name + ", variation " + variation, Mutation.of(seed, variation));
            }
        });
        System.out.printf("%s: %d seeds, %d variations%n", target, seeds.size(), seeds.size() * VARIATIONS);
    }

    private static void read(String target, String name, byte[] bytes) {
        try {
            ArchiveFuzz.target(target).accept(bytes);
        } catch (Refusal e) {
            // As it should be.
        } catch (RuntimeException | Error e) {
            throw new AssertionError(name, e);
        }
    }

    @Test
    void a_target_reads_what_it_is_for() {
        ArchiveFuzz.target("layer").accept(ArchiveFuzz.seeds("layer").get("layer/plain.tar"));
    }
}
