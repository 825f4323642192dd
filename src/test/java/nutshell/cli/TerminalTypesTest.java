package nutshell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jline.utils.InfoCmp;
import org.jline.utils.InfoCmp.Capability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTypesTest {

    private static Map<Capability, String> strings(String described) {
        Map<Capability, String> strings = new HashMap<>();
        Set<Capability> flags = new HashSet<>();
        InfoCmp.parseInfoCmp(described, flags, new HashMap<>(), strings);
        return strings;
    }

    @ParameterizedTest
    @ValueSource(strings = {"xterm-256color", "xterm-color", "screen", "tmux", "tmux-256color"})
    void knows_how_to_move_and_to_clear_on_usual_terminals(String type) throws Exception {
        TerminalTypes.know(type);

        Map<Capability, String> can = strings(InfoCmp.getLoadedInfoCmp(type));
        assertNotNull(can.get(Capability.cursor_up), type);
        assertNotNull(can.get(Capability.clr_eol), type);
    }

    @Test
    void takes_tmux_for_the_screen_it_descends_from() throws Exception {
        TerminalTypes.know("tmux-256color");

        assertEquals(InfoCmp.getDefaultInfoCmp("screen-256color"), InfoCmp.getLoadedInfoCmp("tmux-256color"));
    }

    @Test
    void says_nothing_of_a_terminal_that_nobody_described() {
        TerminalTypes.know("nutshell-teletype");
        TerminalTypes.know(null);

        assertNull(InfoCmp.getLoadedInfoCmp("nutshell-teletype"));
    }
}
