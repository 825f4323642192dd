package nutshell.report;

import static nutshell.checklist.Assessments.finding;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nutshell.checklist.Answer;
import nutshell.checklist.Assessment;
import nutshell.checklist.Assessments;
import nutshell.checklist.Change;
import nutshell.checklist.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a container is called, a report says it and does not obey it. */
class ReportsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Optional<List<Change>> NO_BASELINE = Optional.empty();

    static Stream<String> hostile() {
        return Stream.of(
                "\u001b]0;owned\u0007\u001b[2J",
                "a\nweak     b  forged",
                "\u202Egpj.exe",
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "'; alert(1); '",
                "</style><style>*{display:none}",
                "[click](javascript:alert(1))",
                "{0} [link](https://evil.example)",
                "| cell | `code` | **bold** <b>",
                "@QUESTIONS@ $0 \\1",
                "\u0000\uD800x");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void names_of_strangers_come_out_harmless_in_every_format(String name) throws JsonProcessingException {
        Assessment assessment = Assessments.none()
                .answered(
                        "SEC-1",
                        new Answer(Answer.Choice.WEAK, name, Optional.empty(), Instant.EPOCH),
                        finding(name, "fact " + name, Standing.WEAK))
                .on(name);
        Optional<List<Change>> changes = Optional.of(List.of(new Change("SEC-1", name, Change.What.NEW, name)));

        String text = String.join("\n", TextReport.of(assessment, changes));
        String markdown = MarkdownReport.of(assessment, changes);
        String html = HtmlReport.of(assessment, changes);
        String json = MAPPER.writeValueAsString(JsonReport.of(assessment, changes));
        String sarif = MAPPER.writeValueAsString(SarifReport.of(assessment));

        for (String report : List.of(text, markdown, html, json, sarif)) {
            assertFalse(report.codePoints().anyMatch(c -> (c < 32 && c != '\n') || c == 0x7f || c == 0x202e), report);
        }
        assertFalse(text.lines().anyMatch(line -> line.startsWith("weak     b")), text);
        String body = html.substring(html.indexOf("<body>"), html.lastIndexOf("<script>"));
        assertFalse(body.contains("<script") || body.contains("<img") || body.contains("<style"), body);
        assertFalse(markdown.matches("(?s).*(?<!\\\\)\\[.*|.*<(script|img|b)>.*"), markdown);
        assertEquals(1, count(html, "<article"), "a name stands for nothing of ours");
    }

    @Test
    void the_page_asks_nobody_for_anything() {
        String html = HtmlReport.of(
                Assessments.none()
                        .with("SEC-1", finding("a", "x", Standing.WEAK))
                        .made(),
                NO_BASELINE);

        assertTrue(html.contains("default-src 'none'"));
        assertFalse(html.matches("(?s).*(src|href|action)\\s*=\\s*[\"']?(https?:|//).*"), "an address");
        assertFalse(html.matches("(?s).*(@import|url\\(|fetch\\(|XMLHttpRequest|WebSocket).*"), "a request");
    }

    @Test
    void json_is_of_the_promised_form() {
        JsonNode json = MAPPER.valueToTree(JsonReport.of(
                Assessments.none()
                        .with("SEC-1", finding("docker:web", "in its environment: X", Standing.WEAK))
                        .made(),
                NO_BASELINE));

        assertEquals("nutshell.check/1", json.path("schema").asText());
        JsonNode question = json.path("questions").path(0);
        assertEquals(List.of("id", "group", "asks", "standing", "references", "evidence", "answer"), names(question));
        assertEquals(
                List.of("source", "subject", "fact", "standing"),
                names(question.path("evidence").path(0)));
        assertEquals("weak", question.path("standing").asText());
        assertTrue(question.path("answer").isNull());
        assertEquals(1, json.path("summary").path("questions").path("weak").asInt());
        assertEquals(
                1,
                json.path("summary")
                        .path("subjects")
                        .path("docker:web")
                        .path("weak")
                        .asInt());
    }

    @Test
    void sarif_has_a_rule_for_each_question_and_results_for_what_is_not_good() {
        JsonNode run = MAPPER.valueToTree(SarifReport.of(Assessments.none()
                        .with(
                                "SEC-1",
                                finding("a", "x", Standing.WEAK),
                                finding("b", "x", Standing.GOOD),
                                finding("c", "x", Standing.UNKNOWN))
                        .made()))
                .path("runs")
                .path(0);

        assertEquals(
                "SEC-1",
                run.path("tool").path("driver").path("rules").path(0).path("id").asText());
        assertEquals(List.of("fail", "open"), run.path("results").findValuesAsText("kind"));
        assertEquals(List.of("warning", "none"), run.path("results").findValuesAsText("level"));
    }

    @Test
    void the_worst_stands_first_and_what_is_alike_is_told_once() {
        List<String> lines = TextReport.of(
                Assessments.none()
                        .with(
                                "SEC-1",
                                finding("good", "fine", Standing.GOOD),
                                finding("b", "x", Standing.WEAK),
                                finding("a", "x", Standing.WEAK))
                        .made(),
                NO_BASELINE);

        assertTrue(lines.stream().anyMatch(line -> line.strip().matches("weak +a, b  x")), lines.toString());
    }

    @Test
    void there_is_no_score() {
        Map<String, ?> json = JsonReport.of(Assessments.none().made(), NO_BASELINE);

        assertFalse(json.toString().contains("score"));
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }
}
