package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jazzer, which keeps what reaches code that nothing reached before, for some seconds at each reader of archives; {@code
 * -Dnutshell.fuzz.seconds=N} gives it more.
 */
@Tag("whole")
class FuzzerTest {

    private static final long SECONDS = Long.getLong("nutshell.fuzz.seconds", 4);
    private static final Pattern DONE = Pattern.compile("(?m)^Done ([0-9]+) runs");

    @TempDir
    private Path room = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"image", "layer", "dpkg", "apk", "rpm", "java"})
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void finds_nothing(String target) throws Exception {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "Jazzer brings no library for this processor");
        Path corpus = Files.createDirectory(room.resolve("corpus"));
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        if (Runtime.version().feature() >= 24) {
            command.addAll(List.of("-XX:+EnableDynamicAgentLoading", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx1g",
                "-Djava.io.tmpdir=" + Files.createDirectory(room.resolve("tmp")),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=nutshell.hostile.ArchiveFuzz",
                "--target_args=" + target,
                "--instrumentation_includes=nutshell.**:org.apache.commons.compress.**",
                "--custom_hook_includes=nutshell.**",
                "--reproducer_path=" + room,
                corpus.toString(),
                WholeProgram.CHECKOUT
                        .resolve("src/test/resources/nutshell/hostile")
                        .resolve(target)
                        .toString(),
                "-max_total_time=" + SECONDS,
                "-max_len=20000",
                "-timeout=60",
                "-rss_limit_mb=3000",
                "-seed=1",
                "-artifact_prefix=" + room + "/"));

        Commands.Result result = Commands.run("", System.getenv(), command, (int) SECONDS + 170);

        Matcher done = DONE.matcher(result.err());
        assertEquals(0, result.status(), () -> tail(result.err()));
        assertTrue(done.find(), () -> tail(result.err()));
        System.out.printf("%s: %s runs in %d s, nothing found%n", target, done.group(1), SECONDS);
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - 4000));
    }
}
