package nutshell.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SshTest {

    private static final Ssh SSH = new Ssh(Path.of("/keys"), 2222);

    @Test
    void quotes_each_word_so_that_it_arrives_as_it_was_given() {
        assertEquals("'sh' '-c' 'exit 7'", Ssh.quoted(List.of("sh", "-c", "exit 7")));
        assertEquals("'it'\\''s' '$HOME' ''", Ssh.quoted(List.of("it's", "$HOME", "")));
    }

    @Test
    void opens_a_shell_where_no_program_is_named() {
        List<String> command = SSH.command("root", true, List.of(), Path.of("/log"));

        assertEquals("root@127.0.0.1", command.get(command.size() - 1));
        assertFalse(command.contains("--"));
    }
}
