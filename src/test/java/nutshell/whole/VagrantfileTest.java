package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vagrant accepts our Vagrantfile in every way it can be set, and it says what is missing. */
@Tag("whole")
class VagrantfileTest {

    @TempDir
    static Path folder;

    @BeforeAll
    static void needs() {
        Commands.need("vagrant");
        assumeTrue(vagrant("", "plugin", "list").out().contains("vagrant-libvirt"), "vagrant-libvirt is not installed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "WORKSHOP=3", "LAB_BOX=somebody/debian-13", "LAB_BOX_URL=file:///room/nutshell.box"})
    void is_valid(String setting) {
        Commands.Result result = vagrant(setting, "validate").wellDone();

        assertTrue(result.out().contains("validated successfully"), result.out());
    }

    @Test
    void has_a_machine_for_each_attendee_of_a_workshop() {
        String told = vagrant("WORKSHOP=3", "status", "--machine-readable").out();

        for (String name : List.of("lab1", "lab2", "lab3")) {
            assertTrue(told.contains("," + name + ",state,not_created"), told);
        }
    }

    @Test
    void names_a_workshop_that_is_no_number() {
        Commands.Result result = vagrant("WORKSHOP=many", "validate");

        assertNotEquals(0, result.status());
        assertTrue(result.err().contains("WORKSHOP is \"many\", and has to be a number"), result.err());
    }

    @Test
    void says_how_to_make_the_box_that_is_not_there() {
        Commands.Result result = vagrant("XDG_CACHE_HOME=" + folder.resolve("empty"), "up", "--provider=libvirt");

        assertNotEquals(0, result.status());
        assertTrue(result.err().contains("nutshell vm build --box=libvirt"), result.err());
    }

    private static Commands.Result vagrant(String setting, String... arguments) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeAll(Set.of("WORKSHOP", "LAB_BOX", "LAB_BOX_URL"));
        environment.put("VAGRANT_CWD", Path.of("vagrant").toAbsolutePath().toString());
        environment.put("VAGRANT_HOME", folder.resolve("home").toString());
        environment.put("VAGRANT_DOTFILE_PATH", folder.resolve("machines").toString());
        environment.put("VAGRANT_CHECKPOINT_DISABLE", "1");
        if (!setting.isEmpty()) {
            environment.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        List<String> command = new ArrayList<>(List.of("vagrant"));
        command.addAll(List.of(arguments));
        return Commands.run("", environment, command);
    }
}
