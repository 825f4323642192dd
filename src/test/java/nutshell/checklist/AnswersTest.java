package nutshell.checklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void reads_what_it_wrote() throws IOException {
        Answer accepted = new Answer(
                Answer.Choice.ACCEPTED,
                "until the move",
                Optional.of(LocalDate.parse("2027-01-31")),
                Instant.parse("2026-11-21T08:00:00Z"));
        Answers answers = new Answers(List.of(Goal.DATA, Goal.MULTI_TENANT), Map.of("CNF-8", accepted));

        assertEquals(answers, Answers.read(file("a.json", new ObjectMapper().writeValueAsString(answers.json()))));
    }

    @Test
    void reads_yaml_as_well() throws IOException {
        Answers answers = Answers.read(file("a.yaml", """
                schema: nutshell.answers/1
                goals: [data]
                answers:
                  CNF-8: {choice: not-for-us, reason: no containers}
                """));

        assertEquals(
                Answer.Choice.NOT_FOR_US,
                java.util.Objects.requireNonNull(answers.answers().get("CNF-8")).choice());
    }

    @Test
    void a_file_that_is_not_there_yet_holds_none() {
        assertEquals(Answers.NONE, Answers.read(directory.resolve("none.json")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                                                            | schema",
                "{                                                                                             | not JSON",
                "{'schema':'nutshell.answers/1','goals':['money']}                                             | 'money' is no goal",
                "{'schema':'nutshell.answers/1','answers':{'A':{'choice':'maybe'}}}                            | expected good, weak",
                "{'schema':'nutshell.answers/1','answers':{'A':{'choice':'accepted','reason':'x'}}}            | without a reason or a review date",
                "{'schema':'nutshell.answers/1','answers':{'A':{'choice':'weak','review':'soon'}}}             | is no date"
            })
    void refuses_what_it_cannot_understand_by_name(String json, String why) throws IOException {
        Path file = file("a.json", json.replace('\'', '"'));

        String message = String.valueOf(
                assertThrows(Refusal.class, () -> Answers.read(file)).getMessage());

        assertTrue(message.contains(why), message);
    }

    @Test
    void an_accepted_answer_is_evidence_and_an_overdue_one_is_weak() {
        LocalDate today = LocalDate.parse("2026-11-21");
        Answer accepted = new Answer(Answer.Choice.ACCEPTED, "x", Optional.of(today.minusDays(1)), Instant.EPOCH);

        var facts = new Answers(List.of(), Map.of("CNF-8", accepted)).facts(today);

        assertEquals(true, facts.get(0).is("overdue"));
        assertEquals("your answer to CNF-8", facts.get(0).subject());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
