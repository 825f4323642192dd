package nutshell.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the orders to what each packaging system says of itself; the files name where each fact was found. */
class VersionOrderTest {

    static Stream<Arguments> facts() throws IOException {
        return Stream.of("rpm", "apk", "maven").flatMap(VersionOrderTest::facts);
    }

    private static Stream<Arguments> facts(String system) {
        VersionOrder order = VersionOrder.valueOf(system.toUpperCase(java.util.Locale.ROOT));
        List<Arguments> facts = lines(system + "-versions.txt").stream()
                .map(line -> line.split(" ", 3))
                .map(words -> Arguments.of(order, words[0], words[1], words[2]))
                .toList();
        assertTrue(facts.size() >= 40, () -> system + " has only " + facts.size() + " facts");
        return facts.stream();
    }

    private static List<String> lines(String file) {
        try (InputStream in = Objects.requireNonNull(VersionOrderTest.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("facts")
    void orders_two_versions_as_their_system_does(VersionOrder order, String a, String sign, String b) {
        assertEquals(sign, sign(order.compare(a, b)));
        assertEquals(sign, sign(-order.compare(b, a)));
    }

    private static String sign(int order) {
        return order < 0 ? "<" : order > 0 ? ">" : "=";
    }

    @Test
    void compares_a_release_of_an_rpm_only_where_both_state_one() {
        assertEquals(0, VersionOrder.RPM.compare("1.0", "1.0-3.el9"));
        assertEquals(-1, VersionOrder.RPM.compare("1.0-2.el9", "1.0-3.el9"));
        assertEquals(1, VersionOrder.RPM.compare("1:0.9-1", "2.0-1"));
    }

    @Test
    void takes_a_hyphen_of_an_upstream_version_for_what_comes_before_a_release() {
        assertEquals(-1, VersionOrder.UPSTREAM.compare("2.0-rc1", "2.0"));
        assertEquals(-1, VersionOrder.UPSTREAM.compare("1.0.1", "1.0.1f"));
        assertEquals(-1, VersionOrder.UPSTREAM.compare("1.0.1f", "1.0.1g"));
    }
}
