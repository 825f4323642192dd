package nutshell.report;

import static nutshell.checklist.Assessments.finding;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.IntStream;
import nutshell.checklist.Answer;
import nutshell.checklist.Assessment;
import nutshell.checklist.Assessments;
import nutshell.checklist.Finding;
import nutshell.checklist.Standing;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports in the words of {@code wgpolicyk8s.io/v1alpha2}. */
class PolicyReportTest {

    @Test
    void says_in_the_policy_group_s_words_where_each_finding_stands() {
        JsonNode report = report(Assessments.none()
                .with("CNF-1", finding("kubernetes:shop deployment/web container app", "root", Standing.WEAK))
                .with("CNF-2", finding("kubernetes:shop pod/a", "who knows", Standing.UNKNOWN))
                .with("CNF-3", finding("x", "a person must say", Standing.ASK))
                .with("CNF-4", finding("x", "fine", Standing.GOOD), finding("y", "fine", Standing.GOOD))
                .made());

        assertEquals(
                "{\"pass\":2,\"fail\":1,\"warn\":1,\"error\":1,\"skip\":0}",
                report.path("summary").toString());
        assertEquals("[fail, error, warn, pass]", words(report, "result"));
        JsonNode first = report.path("results").path(0);
        assertEquals(
                "{\"kind\":\"Deployment\",\"namespace\":\"shop\",\"name\":\"web\"}",
                first.path("resources").path(0).toString());
        assertEquals(
                "2 looked at, all good",
                report.path("results").path(3).path("message").asText());
        assertEquals("nutshell-node-a", report.at("/metadata/name").asText());
        assertEquals("Node", report.at("/scope/kind").asText());
    }

    @Test
    void what_somebody_accepted_is_a_warning_that_does_not_score_until_its_day_comes() {
        assertEquals("warn", accepted(LocalDate.parse("2027-01-01")));
        assertEquals("fail", accepted(LocalDate.parse("2026-01-01")));
    }

    @Test
    void a_report_too_large_for_an_object_keeps_the_worst_and_says_what_is_left_out() {
        Finding[] many = IntStream.range(0, 3000)
                .mapToObj(i -> finding("s" + i, "f", i == 2999 ? Standing.WEAK : Standing.ASK))
                .toArray(Finding[]::new);

        JsonNode report = report(Assessments.none().with("CNF-1", many).made());

        assertEquals(PolicyReport.MOST_RESULTS, report.path("results").size());
        assertEquals("fail", report.at("/results/0/result").asText());
        assertEquals(
                "2001 more do not fit; the summary counts them",
                report.at("/results/999/message").asText());
        assertEquals(2999, report.at("/summary/warn").asInt());
    }

    @ParameterizedTest
    @MethodSource("nutshell.report.ReportsTest#hostile")
    void what_strangers_call_their_things_comes_out_harmless(String name) {
        JsonNode report = report(Assessments.none()
                .with("SEC-1", new Finding(name, name, name, Standing.WEAK))
                .made());

        assertFalse(report.at("/results/0/message").asText().chars().anyMatch(Character::isISOControl), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "node", "node/", "node/A", "node/../x", "node/a?b", "clusters", "node/a/"})
    void a_name_that_no_object_may_have_is_refused(String word) {
        assertThrows(Refusal.class, () -> PolicyReport.Scope.parse(word));
    }

    private static String accepted(LocalDate review) {
        Answer answer = new Answer(Answer.Choice.ACCEPTED, "spring", Optional.of(review), Assessments.THEN);
        return report(Assessments.none()
                        .answered("CNF-1", answer, finding("x", "root", Standing.WEAK))
                        .made())
                .at("/results/0/result")
                .asText();
    }

    private static JsonNode report(Assessment assessment) {
        return new ObjectMapper().valueToTree(PolicyReport.of(assessment, PolicyReport.Scope.parse("node/a")));
    }

    private static String words(JsonNode report, String name) {
        return report.path("results").findValuesAsText(name).toString();
    }
}
