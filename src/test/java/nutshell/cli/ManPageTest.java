package nutshell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import nutshell.distribution.Release;
import org.junit.jupiter.api.Test;

class ManPageTest {

    private static final String PAGE =
            ManPage.of(NutshellCommand.whole(), new Release("1.2", "x86_64", Instant.parse("2026-01-01T00:00:00Z")));

    @Test
    void tells_every_command_that_help_lists() {
        for (String command : NutshellCommand.whole().getSubcommands().keySet()) {
            assertTrue(PAGE.contains(".SS \"nutshell " + command + "\""), command);
        }
    }

    @Test
    void tells_the_options_of_commands_below_commands_and_keeps_what_is_typed_typeable() {
        assertTrue(PAGE.contains(".SS \"nutshell vm build\""));
        assertTrue(PAGE.contains("\\fB\\-\\-bundle\\fR"));
    }

    @Test
    void has_only_requests_that_every_man_knows_and_lines_that_fit() {
        List<String> requests = List.of("TH", "SH", "SS", "TP", "PP", "B", "RI", "nf", "fi");

        List<String> strange = PAGE.lines()
                .filter(line -> line.startsWith("."))
                .map(line -> line.substring(1).replaceFirst(" .*", ""))
                .filter(request -> !requests.contains(request))
                .toList();

        assertEquals(List.of(), strange);
        assertEquals(0, PAGE.lines().filter(line -> line.startsWith("'")).count());
    }
}
