package nutshell.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentTest {

    private static final String FRONT = "---\ntitle: T\nneeds: [root, v2]\n---\n";

    private static Document parse(String text) {
        return Document.of(SourceText.of("lab.md", text));
    }

    @Test
    void reads_front_matter_sections_and_their_blocks_with_their_lines() {
        Document document =
                parse(FRONT + "\n# Goal\n\nOne `word`\nand *more*.\n\n- a: x\n- b: y\n  z\n\n```sh\nls\n```\n");

        assertEquals("T", document.front().text("title", "x"));
        assertEquals(List.of("root", "v2"), document.front().list("needs", "x"));
        assertEquals(
                List.of(
                        new Block.Paragraph(8, "One `word` and *more*."),
                        new Block.Items(11, false, List.of(new Block.Item(11, "a: x"), new Block.Item(12, "b: y z"))),
                        new Block.Code(15, "sh", List.of("ls"))),
                document.section("Goal").orElseThrow().blocks());
        assertEquals(6, document.section("Goal").orElseThrow().line());
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("# Goal\n", "lab.md:1: expected front matter"),
                Arguments.of("---\ntitle: T\n", "lab.md:1: expected the front matter to end"),
                Arguments.of("---\na: b\n" + "#\n".repeat(60) + "---\n", "lab.md:1: expected the front matter to end"),
                Arguments.of("---\ntitle: \u001b[2J\n---\n", "lab.md:2: expected characters that can be seen"),
                Arguments.of("---\ntitle: T\nneeds: {a: b}\n---\n", "lab.md:3: expected a value or a flat list"),
                Arguments.of("---\na: &x [b]\nc: *x\n---\n", "lab.md:2: expected a value or a flat list"),
                Arguments.of("---\na: !!java.net.URL [b]\n---\n", "lab.md:2: expected a value"),
                Arguments.of("---\na: " + "[".repeat(400) + "\n---\n", "lab.md:2: expected a value or a flat list"),
                Arguments.of("---\na: 1\na: 2\n---\n", "lab.md:3: 'a' stands there twice"),
                Arguments.of("---\na: 'b\n---\n", "lab.md:3: the front matter is no YAML"),
                Arguments.of("---\n- a\n---\n", "lab.md:2: expected names with a value"),
                Arguments.of("---\na: [" + "x, ".repeat(60) + "]\n---\n", "lab.md:2: expected a value or a flat list"),
                Arguments.of(FRONT + "text\n", "lab.md:5: expected a heading before"),
                Arguments.of(FRONT + "# A\n\n## B\n", "lab.md:7: expected a heading of the first level"),
                Arguments.of(FRONT + "# A\n\n# A\n", "lab.md:7: the section A stands there twice"),
                Arguments.of(
                        FRONT + "# A\n\n<script>\n", "lab.md:7: expected a paragraph, a list or code, found HtmlBlock"),
                Arguments.of(FRONT + "# A\n\n" + ">".repeat(400) + " x\n", "lab.md:7: expected a paragraph"),
                Arguments.of(FRONT + "# A\n\n![x](y)\n", "lab.md:7: expected words, `code` and *emphasis*"),
                Arguments.of(
                        FRONT + "# A\n\n" + "*a **b ".repeat(60) + "\n\nx *a **b** c*\n",
                        "lab.md:9: expected plain words"),
                Arguments.of(FRONT + "# A\n\n- x\n  - y\n", "lab.md:7: expected one paragraph in each point"),
                Arguments.of(FRONT + "# A\n\n" + "- ".repeat(200) + "x\n", "lab.md:7: expected"),
                Arguments.of(FRONT + "# A\n\n" + "x".repeat(501) + "\n", "lab.md:7: expected at most 500 characters"),
                Arguments.of(FRONT + "# A\n\nto the \u202eleft\n", "lab.md:7: expected characters that can be seen"));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refuses_what_is_not_ours_with_file_and_line(String text, String message) {
        Refusal refusal =
                assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThrows(Refusal.class, () -> parse(text)));

        assertTrue(String.valueOf(refusal.getMessage()).startsWith(message), refusal.getMessage());
        assertTrue(String.valueOf(refusal.getMessage()).length() < 700, refusal.getMessage());
        assertTrue(
                String.valueOf(refusal.getMessage()).chars().noneMatch(c -> c == 0x1b || c == 0x202e),
                "it would steer a terminal");
    }

    @Test
    void refuses_front_matter_whose_value_would_steer_a_terminal_once_unescaped() {
        Refusal refusal = assertThrows(Refusal.class, () -> parse("---\ntitle: \"\\e[2J\"\n---\n# A\n\nx\n"));

        assertTrue(
                String.valueOf(refusal.getMessage()).startsWith("lab.md:2: expected characters"), refusal.getMessage());
    }

    @Test
    void refuses_an_enormous_file_unread_and_one_that_is_no_text(@TempDir Path folder) throws IOException {
        Path large = Files.write(folder.resolve("large.md"), new byte[65 * 1024]);
        Path latin = Files.write(folder.resolve("latin.md"), new byte[] {(byte) 0xe4});

        assertTrue(refusal(large).contains("at most 64 KiB"));
        assertTrue(refusal(latin).endsWith("expected UTF-8"));
        assertTrue(refusal(folder).contains("is no file"));
    }

    private static String refusal(Path file) {
        return String.valueOf(
                assertThrows(Refusal.class, () -> Document.read(file)).getMessage());
    }
}
