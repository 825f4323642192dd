package nutshell.checklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import nutshell.checklist.rules.Rules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every question has a rule that gives each of its cases the standing its folder is named after. */
class QuestionsTest {

    private static final Path CHECKLIST = Path.of("checklist");
    private static final List<Question> QUESTIONS = Checklist.read(CHECKLIST).questions();
    private static final Set<String> COLLECTORS = Set.of(
            "containers",
            "images",
            "engines",
            "networks",
            "host",
            "registries",
            "credentials",
            "dockerfiles",
            "compose",
            "ci",
            "manifests",
            "charts",
            "kubelet",
            "reports",
            "answers");

    @TestFactory
    Stream<DynamicTest> every_case_gets_the_standing_it_is_named_after() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Question question : QUESTIONS) {
            for (Path file : cases(question)) {
                Path name = folder(question).relativize(file);
                tests.add(dynamicTest(
                        question.id() + " " + name.getParent(),
                        () -> assertEquals(
                                name.getName(0).toString(),
                                standing(question, file),
                                file + ": " + evidence(question, file))));
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> every_question_is_finished() {
        return QUESTIONS.stream()
                .map(question -> dynamicTest(question.id(), () -> {
                    question.sections().forEach((title, text) -> assertFalse(text.isBlank(), title + " is empty"));
                    assertTrue(
                            COLLECTORS.containsAll(question.collectors()),
                            question.collectors().toString());
                    assertFalse(question.collectors().isEmpty(), "nobody collects for it");
                    Rules.find(question.rule());
                    question.goals().forEach(goal -> assertTrue(Goal.of(goal).isPresent(), "no goal: " + goal));
                    Set<String> standings = new TreeSet<>();
                    for (Path file : cases(question)) {
                        standings.add(
                                folder(question).relativize(file).getName(0).toString());
                    }
                    assertTrue(
                            standings.contains("weak") || standings.contains("ask"),
                            "no case that is not good: " + standings);
                    assertTrue(
                            standings.contains("good") || standings.contains("ask"),
                            "no case that is good: " + standings);
                    assertTrue(standings.contains("unknown"), "no case that cannot be read: " + standings);
                }));
    }

    @Test
    void no_two_questions_have_one_id_and_no_rule_is_unused() {
        Set<String> ids = new HashSet<>();
        QUESTIONS.forEach(question -> assertTrue(ids.add(question.id()), question.id() + " comes twice"));
        Set<String> used = new TreeSet<>();
        QUESTIONS.forEach(question -> used.add(question.rule()));
        assertEquals(Set.of(), without(Rules.names(), used), "rules that no question uses");
        assertEquals(54, QUESTIONS.size());
    }

    @Test
    void the_readme_says_what_the_questions_say() throws IOException {
        String readme = Files.readString(CHECKLIST.resolve("README.md"));
        for (Question question : QUESTIONS) {
            String row = "| %s | %s | %s |"
                    .formatted(question.id(), String.join(", ", question.collectors()), question.rule());
            assertTrue(readme.contains(row), "checklist/README.md lacks: " + row);
        }
    }

    @Test
    void nothing_lies_among_the_questions_that_belongs_to_none() throws IOException {
        Set<String> known = new HashSet<>();
        Stream.of("README.md", "goals.md", "references.md")
                .forEach(page -> known.add(CHECKLIST.resolve(page).toString()));
        for (Question question : QUESTIONS) {
            known.add(CHECKLIST
                    .resolve(question.group())
                    .resolve(question.id() + ".md")
                    .toString());
            cases(question).forEach(file -> known.add(file.toString()));
        }
        try (Stream<Path> files = Files.walk(CHECKLIST)) {
            assertEquals(
                    List.of(),
                    files.filter(Files::isRegularFile)
                            .map(Path::toString)
                            .filter(file -> !known.contains(file) && !file.startsWith("checklist/fleet/"))
                            .toList());
        }
    }

    @Test
    void a_collector_that_cannot_read_anything_is_unknown_under_every_question() {
        for (Question question : QUESTIONS) {
            var facts = question.collectors().stream()
                    .map(collector ->
                            nutshell.evidence.Facts.unreadable(collector, "it", "/somewhere", "permission denied"))
                    .toList();
            assertEquals(
                    Standing.UNKNOWN,
                    Assessed.of(question, Rules.find(question.rule()), facts, Optional.empty())
                            .standing(),
                    question.id());
        }
    }

    @Test
    void facts_that_say_nothing_are_never_good() {
        for (Question question : QUESTIONS) {
            for (String collector : question.collectors()) {
                var silent = new nutshell.evidence.Facts(collector, "it", Map.of());
                Assessed assessed =
                        Assessed.of(question, Rules.find(question.rule()), List.of(silent), Optional.empty());
                assertTrue(
                        assessed.standing() != Standing.GOOD,
                        question.id() + " of " + collector + ": " + assessed.evidence());
            }
        }
    }

    private static String standing(Question question, Path file) {
        return assessed(question, file).standing().word();
    }

    private static List<Finding> evidence(Question question, Path file) {
        return assessed(question, file).evidence();
    }

    private static Assessed assessed(Question question, Path file) {
        return Assessed.of(question, Rules.find(question.rule()), CapturedFacts.read(file), Optional.empty());
    }

    private static Path folder(Question question) {
        return CHECKLIST.resolve(question.group()).resolve(question.id() + ".cases");
    }

    private static List<Path> cases(Question question) throws IOException {
        try (Stream<Path> files = Files.find(folder(question), 3, (path, facts) -> path.endsWith("evidence.json"))) {
            return files.sorted().toList();
        }
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
