package nutshell.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is typed at the shell, it has an answer; its kernel only pretends. {@code -Dnutshell.lines=100000} types more, {@code
 * -Dnutshell.lines.first=N} others.
 */
class LinesTest {

    private static final int LINES = Integer.getInteger("nutshell.lines", 1500);
    private static final long FIRST = Long.getLong("nutshell.lines.first", 1);

    @TempDir
    private Path directory = Path.of("");

    @Test
    @Timeout(value = 10, unit = TimeUnit.HOURS)
    void have_an_answer() throws Exception {
        String said = SweepProcess.run(
                directory,
                "nutshell.kernel.Pretender",
                LineSweep.class,
                90 + LINES / 10,
                List.of(directory.toString(), Integer.toString(LINES), Long.toString(FIRST)));

        System.out.println(said);
        assertFalse(said.contains("FOUND"), said);
        assertTrue(said.contains("; 0 findings"), said);
    }
}
