package nutshell.cli;

import static nutshell.checklist.Assessments.finding;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.checklist.Answer;
import nutshell.checklist.Answers;
import nutshell.checklist.Assessment;
import nutshell.checklist.Assessments;
import nutshell.checklist.Goal;
import nutshell.checklist.GoalsPage;
import nutshell.checklist.Standing;
import org.junit.jupiter.api.Test;

class WalkTest {

    private static final GoalsPage PAGE = new GoalsPage(
            List.of(new GoalsPage.Ask(
                    "runs",
                    "What runs here?",
                    List.of(
                            new GoalsPage.Option("a shop", List.of(Goal.INTERNET_FACING)),
                            new GoalsPage.Option("a store", List.of(Goal.DATA)),
                            new GoalsPage.Option("customers", List.of(Goal.MULTI_TENANT))))),
            List.of());

    private final List<String> said = new ArrayList<>();
    private Answers kept = Answers.NONE;

    private static final Assessment THREE = Assessments.none()
            .with("SEC-1", finding("docker:web", "in its environment: X", Standing.WEAK))
            .with("SEC-2", finding("docker:web", "fine", Standing.GOOD))
            .with("SEC-3", finding("a", "old", Standing.ASK))
            .made();

    @Test
    void asks_for_goals_first_and_keeps_them() {
        walk(Answers.NONE, "b c", "exit");

        assertEquals(List.of(Goal.DATA, Goal.MULTI_TENANT), kept.goals());
    }

    @Test
    void keeps_each_answer_before_it_asks_again() {
        List<Integer> seen = new ArrayList<>();
        Deque<String> lines = new ArrayDeque<>(List.of("", "weak", "because so", "good", "", "later"));
        new Walk(new Script(lines, () -> seen.add(kept.answers().size())), PAGE, Answers.NONE, false, now -> kept = now)
                .run(answers -> THREE);

        assertEquals(List.of(0, 0, 0, 1, 1, 2), seen, "answers on disk at each prompt");
        assertEquals(3, kept.answers().size());
    }

    @Test
    void accepted_needs_a_reason_and_a_day_to_come() {
        walk(Answers.NONE, "", "accepted", "", "accepted", "until the move", "2020-01-01", "90", "exit");

        Answer answer = kept.answers().values().iterator().next();
        assertEquals("until the move", answer.reason());
        assertEquals(Optional.of(CheckCommand.today().plusDays(90)), answer.review());
        assertTrue(said("needs a reason"), said.toString());
        assertTrue(said("That is no day to come"), said.toString());
    }

    @Test
    void goes_on_where_it_was_left() {
        Answers before = new Answers(
                List.of(Goal.DATA),
                Map.of("SEC-1", new Answer(Answer.Choice.WEAK, "", Optional.empty(), Instant.EPOCH)));

        walk(before, "exit");

        assertTrue(said("1 of 3 are answered"), said.toString());
        assertTrue(said.stream().noneMatch(line -> line.contains("Is SEC-1 well?")), said.toString());
    }

    @Test
    void an_overdue_answer_comes_back() {
        Answers before = new Answers(
                List.of(Goal.DATA),
                Map.of(
                        "SEC-1",
                        new Answer(
                                Answer.Choice.ACCEPTED,
                                "x",
                                Optional.of(CheckCommand.today().minusDays(1)),
                                Instant.EPOCH)));

        walk(before, "exit");

        assertTrue(said("Is SEC-1 well?") && said("overdue"), said.toString());
    }

    @Test
    void shows_why_and_the_escape_on_a_replica_of_the_container_found() {
        walk(Answers.NONE, "", "why", "show", "no", "show", "yes", "exit");

        assertTrue(said("It does. Much."), said.toString());
        assertEquals(
                1,
                said.stream()
                        .filter("played host-mount from docker:web"::equals)
                        .count(),
                said.toString());
        assertTrue(said("nutshell escape run host-mount --from docker:web"), said.toString());
    }

    @Test
    void goes_back_and_searches() {
        walk(Answers.NONE, "", "skip", "back", "search sec-3", "go SEC-2", "exit");

        assertEquals(
                List.of("SEC-1", "SEC-2", "SEC-1", "SEC-3", "SEC-2"),
                said.stream()
                        .filter(line -> line.matches("SEC-[0-9]  Is .*"))
                        .map(line -> line.substring(0, 5))
                        .toList());
    }

    @Test
    void starts_small_with_what_is_not_good() {
        new Walk(
                        new Script(new ArrayDeque<>(List.of("b", "skip", "skip")), () -> {}),
                        PAGE,
                        Answers.NONE,
                        true,
                        now -> kept = now)
                .run(answers -> THREE);

        assertTrue(said("1 of 2") && said("2 of 2"), said.toString());
        assertTrue(said.stream().noneMatch(line -> line.contains("Is SEC-2 well?")));
    }

    private void walk(Answers before, String... lines) {
        new Walk(new Script(new ArrayDeque<>(List.of(lines)), () -> {}), PAGE, before, false, now -> kept = now)
                .run(answers -> THREE);
    }

    private boolean said(String part) {
        return said.stream().anyMatch(line -> line.contains(part));
    }

    private final class Script implements Conversation {
        private final Deque<String> lines;
        private final Runnable before;

        private Script(Deque<String> lines, Runnable before) {
            this.lines = lines;
            this.before = before;
        }

        @Override
        public Optional<String> ask(String prompt) {
            if (!lines.isEmpty()) {
                before.run();
            }
            return Optional.ofNullable(lines.poll());
        }

        @Override
        public void say(String line) {
            said.add(line);
        }

        @Override
        public void play(String escape, String from) {
            said.add("played " + escape + " from " + from);
        }

        @Override
        public Paint paint() {
            return Paint.of("never", false);
        }

        @Override
        public int width() {
            return 80;
        }
    }
}
