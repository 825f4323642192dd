package nutshell.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import nutshell.evidence.runtime.Engine;
import nutshell.evidence.runtime.RunningContainer;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {

    @Test
    void a_number_is_a_process() {
        assertEquals(Path.of("/proc/4711"), parse("4711").process().path());
    }

    @Test
    void self_is_this_program() {
        assertEquals(Path.of("/proc/self"), parse("self").process().path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "99999999999", "web", "lxc:web", ":web", "docker", "../1", "1/../../etc"})
    void refuses_what_is_no_process_and_no_container(String word) {
        Refusal refusal = assertThrows(Refusal.class, () -> parse(word));

        assertEquals(Refusal.Kind.USAGE, refusal.kind());
    }

    @Test
    void a_strangers_name_does_not_steer_the_terminal() {
        Refusal refusal = assertThrows(Refusal.class, () -> parse("x\u001b[2J"));

        assertFalse(String.valueOf(refusal.getMessage()).contains("\u001b"));
    }

    private static Subject parse(String word) {
        return Subject.parse(word, SubjectTest::nobody);
    }

    private static RunningContainer nobody(Engine engine, String name) {
        throw new AssertionError("no engine is asked for " + engine + ":" + name);
    }
}
