package nutshell.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LabMachineTest {

    @Test
    void knows_the_mark_on_the_kernels_command_line() {
        assertTrue(LabMachine.marked("BOOT_IMAGE=/vmlinuz ro nutshell.lab=1 quiet\n"));
        assertTrue(LabMachine.marked("nutshell.lab=1"));
    }

    @Test
    void takes_nothing_that_only_looks_like_the_mark() {
        assertFalse(LabMachine.marked(""));
        assertFalse(LabMachine.marked("ro nutshell.lab=10"));
        assertFalse(LabMachine.marked("ro not.nutshell.lab=1"));
        assertFalse(LabMachine.marked("nutshell.lab=0"));
    }

    @Test
    void asks_the_running_kernel() throws IOException {
        String cmdline = Files.readString(Path.of("/proc/cmdline"));

        assertEquals((" " + cmdline.strip() + " ").contains(" nutshell.lab=1 "), LabMachine.here());
    }
}
