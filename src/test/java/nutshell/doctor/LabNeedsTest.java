package nutshell.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class LabNeedsTest {

    private static final Path CONTENT = Path.of("labs/needs.properties");

    private static LabNeeds content() throws IOException {
        return LabNeeds.parse(CONTENT.toString(), Files.readAllLines(CONTENT));
    }

    private static LabVerdict verdict(String lab, Facts facts) throws IOException {
        return content().labs().stream()
                .filter(each -> each.name().equals(lab))
                .findFirst()
                .orElseThrow()
                .verdict(facts);
    }

    @Test
    void holds_the_labs_of_five_parts_in_their_order() throws IOException {
        List<LabNeeds.Lab> labs = content().labs();

        assertEquals(34, labs.size());
        for (int i = 0; i < labs.size(); i++) {
            assertTrue(
                    labs.get(i).name().startsWith("%02d-".formatted(i + 1)),
                    labs.get(i).name());
        }
    }

    @Test
    void agrees_with_the_table_in_the_readme() throws IOException {
        List<String> table = Files.readAllLines(Path.of("labs/README.md")).stream()
                .filter(line -> line.matches("\\| [0-9]{2}-.*"))
                .map(line -> line.split("\\|", -1))
                .map(cells -> cells[1].strip() + " = " + cells[3].strip())
                .toList();

        assertEquals(
                content().labs().stream()
                        .map(lab -> lab.name() + " = " + String.join(" ", lab.needs()))
                        .toList(),
                table);
    }

    @Test
    void explains_every_word_in_the_readme() throws IOException {
        String readme = Files.readString(Path.of("labs/README.md"));

        Need.words().forEach(word -> assertTrue(readme.contains("`" + word + "`"), word));
    }

    @Test
    void finds_every_lab_possible_in_the_lab_machine() throws IOException {
        InventedMachine lab = Invented.lackingNothing().file("/proc/cmdline", "quiet nutshell.lab=1");

        for (LabNeeds.Lab each : content().labs()) {
            assertEquals(new LabVerdict(each.name(), true, ""), each.verdict(lab));
        }
    }

    @Test
    void keeps_escapes_in_the_lab_machine() throws IOException {
        assertEquals(
                new LabVerdict("23-release-agent", false, "it needs the lab machine (./nutshell vm up)"),
                verdict("23-release-agent", Invented.lackingNothing()));
    }

    @Test
    void leaves_an_ordinary_user_the_labs_that_need_no_root() throws IOException {
        assertTrue(verdict("20-rootless", Invented.ofAlice()).possible());
        assertEquals(
                "it needs root with CAP_SYS_ADMIN",
                verdict("03-hostname", Invented.ofAlice()).why());
    }

    @Test
    void names_every_reason_a_lab_is_not_possible() throws IOException {
        InventedMachine machine = Invented.lackingNothing()
                .lacking("busybox")
                .edit(
                        "/proc/self/status",
                        text -> text.replace("CapEff:\t000001ffffffffff", "CapEff:\t000001fff7ffffff"));

        assertEquals(
                "it needs a static busybox; it needs CAP_MKNOD",
                verdict("08-proc-and-dev", machine).why());
    }

    @Test
    void tells_whoever_is_not_root_of_no_single_capability() throws IOException {
        assertEquals(
                "it needs root with CAP_SYS_ADMIN",
                verdict("08-proc-and-dev", Invented.ofAlice()).why());
    }

    @Test
    void refuses_an_unknown_need_with_file_line_and_the_nearest_word() {
        Refusal refusal = assertThrows(
                Refusal.class, () -> LabNeeds.parse("needs", List.of("# labs", "", "41-more = root overly")));

        assertTrue(String.valueOf(refusal.getMessage()).startsWith("needs:3: unknown need 'overly'"));
        assertEquals("did you mean overlay?", refusal.remedy());
    }

    @Test
    void refuses_a_line_that_is_none_and_lets_no_escape_sequence_out() {
        Refusal refusal = assertThrows(Refusal.class, () -> LabNeeds.parse("needs", List.of("12-pids \u001b[2J root")));

        assertTrue(String.valueOf(refusal.getMessage()).startsWith("needs:1: '12-pids \\u001b[2J root'"));
    }
}
