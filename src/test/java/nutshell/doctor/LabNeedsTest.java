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
import org.junit.jupiter.api.io.TempDir;

class LabNeedsTest {

    private static final Path LABS = Path.of("labs");

    @TempDir
    private Path pack = Path.of("");

    private LabVerdict verdict(String needs, Facts facts) throws IOException {
        return lab("40-mine", "title: Mine\nneeds: [" + needs + "]").verdict(facts);
    }

    private LabNeeds.Lab lab(String name, String front) throws IOException {
        Path folder = Files.createDirectories(pack.resolve(name));
        Files.writeString(folder.resolve("lab.md"), "---\n" + front + "\n---\n\n# Goal\n");
        return LabNeeds.lab(folder);
    }

    @Test
    void finds_the_labs_of_a_directory_in_their_order() throws IOException {
        lab("41-later", "needs: [user]");
        lab("40-first", "needs: [root, v2]");

        assertEquals(
                List.of(
                        new LabNeeds.Lab("40-first", List.of("root", "v2")),
                        new LabNeeds.Lab("41-later", List.of("user"))),
                LabNeeds.in(pack).labs());
    }

    @Test
    void agrees_with_the_table_in_the_readme() throws IOException {
        List<String> table = Files.readAllLines(LABS.resolve("README.md")).stream()
                .filter(line -> line.matches("\\| [0-9]{2}-.*"))
                .map(line -> line.split("\\|", -1))
                .map(cells -> cells[1].strip() + " = " + cells[4].strip())
                .toList();

        assertEquals(34, table.size());
        LabNeeds.in(LABS)
                .labs()
                .forEach(lab -> assertTrue(
                        table.contains(lab.name() + " = " + String.join(" ", lab.needs())), lab + " has another row"));
    }

    @Test
    void explains_every_word_in_the_readme() throws IOException {
        String readme = Files.readString(Path.of("labs/README.md"));

        Need.words().forEach(word -> assertTrue(readme.contains("`" + word + "`"), word));
    }

    @Test
    void finds_every_lab_possible_in_the_lab_machine() throws IOException {
        InventedMachine lab = Invented.lackingNothing().file("/proc/cmdline", "quiet nutshell.lab=1");

        for (LabNeeds.Lab each : LabNeeds.in(LABS).labs()) {
            assertEquals(new LabVerdict(each.name(), true, ""), each.verdict(lab));
        }
    }

    @Test
    void keeps_escapes_in_the_lab_machine() throws IOException {
        assertEquals(
                new LabVerdict("40-mine", false, "it needs the lab machine (./nutshell vm up)"),
                verdict("root, lab-machine, v1", Invented.lackingNothing()));
    }

    @Test
    void leaves_an_ordinary_user_the_labs_that_need_no_root() throws IOException {
        assertTrue(verdict("user, user-namespaces", Invented.ofAlice()).possible());
        assertEquals(
                "it needs root with CAP_SYS_ADMIN",
                verdict("root", Invented.ofAlice()).why());
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
                verdict("root, static-busybox, cap_mknod", machine).why());
    }

    @Test
    void tells_whoever_is_not_root_of_no_single_capability() throws IOException {
        assertEquals(
                "it needs root with CAP_SYS_ADMIN",
                verdict("root, static-busybox, cap_mknod", Invented.ofAlice()).why());
    }

    @Test
    void refuses_an_unknown_need_with_file_line_and_the_nearest_word() {
        Refusal refusal = assertThrows(Refusal.class, () -> lab("40-mine", "title: Mine\nneeds: [root, overly]"));

        assertTrue(
                String.valueOf(refusal.getMessage())
                        .startsWith(pack.resolve("40-mine/lab.md") + ":3: unknown need 'overly'"),
                refusal.getMessage());
        assertEquals("did you mean overlay?", refusal.remedy());
    }

    @Test
    void refuses_needs_that_are_no_list() {
        Refusal refusal = assertThrows(Refusal.class, () -> lab("40-mine", "needs: root"));

        assertTrue(String.valueOf(refusal.getMessage()).contains("lab.md:2: expected a list"), refusal.getMessage());
    }
}
