package nutshell.escapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EscapesTest {

    private static final Path PAGES = Path.of("labs/escapes");
    private static final List<String> SECTIONS =
            List.of("The mistake", "The attacker", "The proof", "The fix", "The defences");

    @Test
    void are_those_that_were_promised() {
        assertEquals(
                List.of(("chroot-breakout host-mount host-mount-read-only root-is-root host-pid leaked-descriptor "
                                + "device-node core-pattern proc-sys-write runtime-socket host-network open-by-handle "
                                + "ptrace-host-process release-agent setuid-in-volume shared-mount-propagation")
                        .split(" ", -1)),
                Escape.words());
    }

    @Test
    void meet_the_defences_that_were_promised() {
        assertEquals(
                List.of(("user-namespace default-capabilities no-capabilities default-seccomp no-new-privs pivot-root "
                                + "read-only-mounts masked-paths device-cgroup closed-descriptors own-namespaces "
                                + "private-propagation no-mount landlock apparmor")
                        .split(" ", -1)),
                Defence.words());
    }

    @Test
    void make_a_matrix_of_all_cells() {
        assertEquals(16 * 16, Matrix.size());
    }

    @Test
    void every_page_is_of_an_escape() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertEquals(
                    Escape.words().stream().sorted().toList(),
                    pages.map(page -> page.getFileName().toString().replaceAll("\\.md$", ""))
                            .sorted()
                            .toList());
        }
    }

    static List<String> words() {
        return Escape.words();
    }

    @ParameterizedTest
    @MethodSource("words")
    void has_a_page_with_nothing_left_out(String word) throws IOException {
        String page = Files.readString(PAGES.resolve(word + ".md"));

        assertTrue(page.startsWith("# " + word + "\n"), page);
        assertEquals(
                SECTIONS,
                page.lines()
                        .filter(line -> line.startsWith("## "))
                        .map(line -> line.substring(3))
                        .toList());
        Arrays.stream(page.split("(?m)^#.*$", -1))
                .skip(2)
                .forEach(section -> assertFalse(section.isBlank(), "an empty section in " + word));
    }

    @ParameterizedTest
    @MethodSource("words")
    void names_a_mistake_in_one_sentence(String word) {
        String mistake = Escape.of(word).mistake();

        assertTrue(mistake.length() > 20 && mistake.length() < 100, mistake);
        assertFalse(mistake.endsWith("."), mistake);
    }

    @Test
    void an_unknown_one_is_answered_with_the_nearest() {
        Refusal refused = assertThrows(Refusal.class, () -> Escape.of("host-mont"));

        assertEquals(Refusal.Kind.USAGE, refused.kind());
        assertTrue(refused.remedy().contains("host-mount"), refused.remedy());
    }

    @Test
    void an_unknown_defence_is_answered_with_the_nearest() {
        Refusal refused = assertThrows(Refusal.class, () -> Defence.of("user-namespaces"));

        assertEquals(Refusal.Kind.USAGE, refused.kind());
        assertTrue(refused.remedy().contains("user-namespace"), refused.remedy());
    }

    @Test
    void no_two_defences_say_the_same_of_themselves() {
        assertEquals(
                Defence.values().length,
                Arrays.stream(Defence.values())
                        .map(Defence::about)
                        .collect(Collectors.toSet())
                        .size());
    }
}
