package nutshell.checklist;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.evidence.Documents;
import nutshell.evidence.Evidence;
import nutshell.evidence.FactSheet;
import nutshell.evidence.Facts;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import org.jspecify.annotations.Nullable;

/** What somebody said of their goals and decided on each question; kept from one run to the next. */
public record Answers(List<Goal> goals, Map<String, Answer> answers) {

    public static final String SCHEMA = "nutshell.answers/1";
    public static final Answers NONE = new Answers(List.of(), Map.of());

    public Answers {
        goals = List.copyOf(goals);
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    }

    /** Reads JSON or YAML; a file that is not there yet holds no answers, one that cannot be understood is refused. */
    public static Answers read(Path file) {
        if (!Files.exists(file)) {
            return NONE;
        }
        String name = Printable.text(file.toString());
        boolean json = name.endsWith(".json");
        Evidence<JsonNode> document = json
                ? Documents.json(file)
                : Documents.yaml(file).parsed(all -> all.isEmpty() ? FactSheet.node(null) : all.get(0));
        JsonNode root =
                document.fact().orElseThrow(() -> wrong(name, document.unseen().orElse("")));
        if (!root.path("schema").asText().equals(SCHEMA)) {
            throw wrong(
                    name,
                    "its schema is '%s', expected %s"
                            .formatted(Printable.text(root.path("schema").asText(), 50), SCHEMA));
        }
        List<Goal> goals = new ArrayList<>();
        for (String word : Facts.texts(root.path("goals"))) {
            goals.add(Goal.of(word)
                    .orElseThrow(() -> wrong(name, "'%s' is no goal".formatted(Printable.text(word, 50)))));
        }
        Map<String, Answer> answers = new LinkedHashMap<>();
        root.path("answers")
                .properties()
                .forEach(each -> answers.put(each.getKey(), answer(name, each.getKey(), each.getValue())));
        return new Answers(goals, answers);
    }

    private static Answer answer(String file, String id, JsonNode json) {
        Answer.Choice choice = Answer.Choice.of(json.path("choice").asText())
                .orElseThrow(() -> wrong(
                        file,
                        "the choice of %s is '%s'; expected good, weak, accepted, not for us or later"
                                .formatted(
                                        Printable.text(id, 20),
                                        Printable.text(json.path("choice").asText(), 50))));
        try {
            String review = json.path("review").asText("");
            Optional<LocalDate> day =
                    review.isEmpty() || review.equals("null") ? Optional.empty() : Optional.of(LocalDate.parse(review));
            String at = json.path("at").asText("");
            if (choice == Answer.Choice.ACCEPTED
                    && (day.isEmpty() || json.path("reason").asText("").isBlank())) {
                throw wrong(file, Printable.text(id, 20) + " is accepted without a reason or a review date");
            }
            return new Answer(
                    choice, json.path("reason").asText(""), day, at.isEmpty() ? Instant.EPOCH : Instant.parse(at));
        } catch (DateTimeParseException e) {
            throw wrong(file, "a date of %s is no date: expected 2027-01-31".formatted(Printable.text(id, 20)));
        }
    }

    private static Refusal wrong(String file, String what) {
        return Refusal.usage(
                file + ": " + what,
                "{\"schema\": \"%s\", \"goals\": [\"data\"], \"answers\": {\"CNF-8\": {\"choice\": \"accepted\", \"reason\": \"…\", \"review\": \"2027-01-31\"}}}"
                        .formatted(SCHEMA));
    }

    public Answers with(String id, Answer answer) {
        Map<String, Answer> more = new LinkedHashMap<>(answers);
        more.put(id, answer);
        return new Answers(goals, more);
    }

    public Answers withGoals(List<Goal> more) {
        return new Answers(more, answers);
    }

    /** As evidence for the question about exceptions: which are accepted, and which of them are due. */
    public List<Facts> facts(LocalDate today) {
        List<Facts> facts = new ArrayList<>();
        answers.forEach((id, answer) -> {
            if (answer.choice() == Answer.Choice.ACCEPTED) {
                facts.add(new FactSheet()
                        .seen(
                                "your answers",
                                "review",
                                answer.review().map(LocalDate::toString).orElse("?"))
                        .seen("your answers", "overdue", answer.isOverdue(today))
                        .of("answers", "your answer to " + Printable.text(id, 20)));
            }
        });
        return facts;
    }

    /** The document that {@link #read} reads. */
    public Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> each = new LinkedHashMap<>();
        answers.forEach((id, answer) -> each.put(id, answer.json()));
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("schema", SCHEMA);
        json.put("goals", goals.stream().map(Goal::word).toList());
        json.put("answers", each);
        return json;
    }
}
