package nutshell.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a guest's console tells of its end. */
class BerthTest {

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "'[ 0.37]  security_init+0xdf/0x530\n[ 0.37]  start_kernel+0x73c/0x790\n[ 0.37] Kernel panic - not syncing: x', true",
        "'[ 9.00] sysrq: Trigger a crash\n[ 9.00] Kernel panic - not syncing: sysrq triggered crash', false",
        "'[ 0.37]  start_kernel+0x73c/0x790\n[ 1.00] a warning, and it went on', false"
    })
    void a_kernel_that_dies_before_its_first_process_is_told_from_one_that_dies_later(String console, boolean early)
            throws IOException {
        Berth berth = new Berth(new Folders(directory, directory, directory));
        Files.createDirectories(berth.console().getParent());
        Files.writeString(berth.console(), console);

        assertEquals(early, berth.diedBeforeItsFirstProcess());
    }
}
