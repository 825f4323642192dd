package nutshell.checklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import nutshell.content.SourceText;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class QuestionParserTest {

    private static final String GOOD = """
            ---
            id: SEC-9
            asks: "Who: and what?"
            goals: [data, builds]
            collectors: containers
            rule: showsNoSecret
            references: []
            ---

            # Why it matters

            Because.

            # What we look at

            ```
            # no heading
            ```

            # If it is weak

            - Mend it.

            # See it happen

            So.
            """;

    @Test
    void reads_one_value_or_a_list_and_keeps_the_markdown() {
        Question question = parse(GOOD);

        assertEquals("Who: and what?", question.asks());
        assertEquals(List.of("data", "builds"), question.goals());
        assertEquals(List.of("containers"), question.collectors());
        assertEquals(List.of(), question.see());
        assertEquals("```\n# no heading\n```", question.whatWeLookAt());
    }

    @Test
    void refuses_with_file_and_line_what_is_not_a_question() {
        assertEquals("SEC-9.md:1: the front matter has no rule", refusal(GOOD.replace("rule: showsNoSecret\n", "")));
        assertTrue(refusal(GOOD.replace("goals:", "goal:")).startsWith("SEC-9.md:4: unknown name 'goal'"));
        assertTrue(refusal(GOOD.replace("# See it happen", "# See")).contains("its sections are [Why it matters,"));
        assertTrue(refusal("no question").startsWith("SEC-9.md:1: "));
    }

    private static String refusal(String text) {
        return String.valueOf(assertThrows(Refusal.class, () -> parse(text)).getMessage());
    }

    private static Question parse(String text) {
        return QuestionParser.parse(SourceText.of("SEC-9.md", text), "secrets");
    }
}
