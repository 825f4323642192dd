package nutshell.checklist;

import static nutshell.checklist.Assessments.finding;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");

    @Test
    void tells_what_is_new_worse_better_and_gone() {
        Assessment before = Assessments.none()
                .with(
                        "SEC-1",
                        finding("a", "x", Standing.WEAK),
                        finding("b", "x", Standing.GOOD),
                        finding("c", "x", Standing.WEAK))
                .made();
        Assessment now = Assessments.none()
                .with(
                        "SEC-1",
                        finding("a", "y", Standing.GOOD),
                        finding("b", "y", Standing.UNKNOWN),
                        finding("d", "y", Standing.WEAK))
                .made();

        List<Change> changes = Baseline.of(before).changes(now, TODAY);

        assertEquals(
                List.of("new d", "worse b", "better a", "gone c"),
                changes.stream()
                        .map(change -> change.what().word() + " " + change.subject())
                        .toList());
    }

    @Test
    void a_weak_question_that_is_asked_no_more_says_so_once() {
        Assessment before = Assessments.none()
                .with("SEC-1", finding("a", "x", Standing.WEAK), finding("b", "y", Standing.WEAK))
                .with("SEC-3", finding("a", "z", Standing.WEAK), finding("b", "z", Standing.ASK))
                .made();
        Assessment now = Assessments.none()
                .with("SEC-2", finding("a", "x", Standing.GOOD))
                .made();

        assertEquals(
                List.of(
                        new Change("SEC-1", "2 subjects", Change.What.GONE, "was weak, and is not asked this time"),
                        new Change("SEC-3", "a", Change.What.GONE, "was weak, and is not asked this time: z")),
                Baseline.of(before).changes(now, TODAY));
    }

    @Test
    void an_accepted_answer_whose_day_has_passed_is_overdue() {
        Answer accepted = new Answer(Answer.Choice.ACCEPTED, "old", Optional.of(TODAY.minusDays(1)), Instant.EPOCH);
        Assessment now = Assessments.none()
                .answered("SEC-1", accepted, finding("a", "x", Standing.WEAK))
                .made();

        List<Change> changes = Baseline.of(now).changes(now, TODAY);

        assertEquals(
                List.of(Change.What.OVERDUE), changes.stream().map(Change::what).toList());
    }

    @Test
    void refuses_a_document_that_is_no_report(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("x.json"), "{\"schema\":\"nutshell.doctor/1\"}");

        assertTrue(String.valueOf(
                        assertThrows(Refusal.class, () -> Baseline.read(file)).getMessage())
                .contains("nutshell.check/1"));
    }
}
