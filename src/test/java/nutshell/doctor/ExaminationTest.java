package nutshell.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExaminationTest {

    private static final Examination SEEN = new Examination(
            new Machine("6.12.43", "v2", List.of("landlock", "apparmor"), false, "alice (1000)"),
            List.of(new Finding(
                    "no-crun", "A bundle cannot be tried.", "It is not installed.", "apt-get install crun")),
            List.of(new LabVerdict("01-doctor", true, ""), new LabVerdict("12-pids", false, "it needs root")));

    @Test
    void has_the_form_that_the_interface_promises() throws JsonProcessingException {
        assertEquals("""
                {"schema":"nutshell.doctor/1",\
                "machine":{"kernel":"6.12.43","cgroup":"v2","lsm":["landlock","apparmor"],"lab_machine":false,\
                "user":"alice (1000)"},\
                "findings":[{"id":"no-crun","what":"A bundle cannot be tried.","cause":"It is not installed.",\
                "remedy":"apt-get install crun"}],\
                "labs":[{"name":"01-doctor","possible":true,"why":""},\
                {"name":"12-pids","possible":false,"why":"it needs root"}]}""", new ObjectMapper().writeValueAsString(SEEN.toJson()));
    }

    @Test
    void reads_as_one_page() {
        assertEquals("""
                this machine   Linux 6.12.43, cgroup v2, LSM landlock apparmor
                you are        alice (1000)
                lab machine    no: escapes are locked; ./nutshell vm up

                findings       1

                  no-crun
                    what       A bundle cannot be tried.
                    cause      It is not installed.
                    remedy     apt-get install crun

                labs           2, 1 possible here
                    possible   01-doctor
                    not here   12-pids
                               because it needs root
                """, String.join("\n", SEEN.lines(80)) + "\n");
    }

    @Test
    void stays_within_the_columns_it_is_given() {
        Examination hybrid = Doctor.examine(
                Invented.ofAlice().lacking("crun").without("/sys/kernel/security/lsm"),
                new LabNeeds(List.of(
                        new LabNeeds.Lab("12-pids", List.of("root", "v2")),
                        new LabNeeds.Lab("21-host-mount", List.of("lab-machine", "root")))));

        hybrid.lines(80).forEach(line -> assertTrue(line.length() <= 80, line));
        hybrid.lines(50).forEach(line -> assertTrue(line.length() <= 50, line));
    }

    @Test
    void lets_no_escape_sequence_reach_the_terminal() {
        InventedMachine hostile = Invented.lackingNothing().set("LC_ALL", "\u001b]0;owned\u0007");

        String page = String.join(
                "\n", Doctor.examine(hostile, new LabNeeds(List.of())).lines(80));
        assertTrue(page.contains("\\u001b]0;owned\\u0007"), page);
        assertTrue(page.chars().noneMatch(c -> c == 0x1b || c == 7), page);
    }
}
