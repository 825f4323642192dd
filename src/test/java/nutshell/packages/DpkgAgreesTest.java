package nutshell.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What we say of ten thousand pairs of versions, dpkg is asked to confirm. */
@Tag("whole")
class DpkgAgreesTest {

    private static final int PAIRS = 10_000;
    private static final String[] PARTS = {
        "0", "00", "1", "2", "9", "10", "01", ".", ".", "+", "~", "~~", "a", "b", "z", "A", "rc", "dfsg", "deb12u", "-",
        "-"
    };

    @TempDir
    private Path directory = Path.of("");

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void dpkg_agrees_on_ten_thousand_pairs() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg")), "there is no dpkg on this machine");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> claims = Stream.generate(() -> claim(random)).limit(PAIRS).toList();
        Path file = Files.write(directory.resolve("claims"), claims);

        Process dpkg = new ProcessBuilder(
                        "sh",
                        "-c",
                        "while read -r a op b; do dpkg --compare-versions \"$a\" \"$op\" \"$b\" || echo \"$a $op $b\"; done; echo done")
                .redirectInput(file.toFile())
                .redirectErrorStream(true)
                .start();
        String denied = new String(dpkg.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals("done\n", denied, () -> "seed " + seed);
        Map<String, Integer> kinds = new HashMap<>();
        claims.forEach(claim -> kinds.merge(claim.split(" ", 3)[1], 1, Integer::sum));
        assertTrue(kinds.getOrDefault("eq", 0) > PAIRS / 100, () -> "too few are equal: " + kinds);
    }

    private static String claim(Random random) {
        String a = version(random);
        String b = random.nextInt(3) == 0 ? version(random) : neighbour(random, a);
        int order = VersionOrder.DPKG.compare(a, b);
        return a + (order < 0 ? " lt " : order > 0 ? " gt " : " eq ") + b;
    }

    private static String version(Random random) {
        StringBuilder version = new StringBuilder(random.nextInt(4) == 0 ? random.nextInt(12) + ":" : "");
        version.append(random.nextInt(3));
        for (int i = random.nextInt(8); i > 0; i--) {
            version.append(PARTS[random.nextInt(PARTS.length)]);
        }
        // dpkg wants something behind the last hyphen.
        return version.toString().endsWith("-") ? version + "1" : version.toString();
    }

    /** The same but for one place; often equal, and mostly hard to tell. */
    private static String neighbour(Random random, String version) {
        int from = version.indexOf(':') + 2;
        int at = from + random.nextInt(version.length() - from + 1);
        String changed = version.substring(0, at) + PARTS[random.nextInt(PARTS.length)] + version.substring(at);
        return changed.endsWith("-") ? changed + "0" : changed;
    }
}
