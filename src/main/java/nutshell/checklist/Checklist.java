package nutshell.checklist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import nutshell.content.SourceText;
import nutshell.refusals.Nearest;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** All questions, in the order of their groups. */
public record Checklist(List<Question> questions) {

    /** The order in which one thinks of them: what is run, on what, how, and who looks after it. */
    private static final List<String> ORDER =
            List.of("IMG", "BLD", "REG", "HST", "DMN", "CNF", "SEC", "NET", "ORC", "RUN", "PPL");

    public Checklist {
        questions = List.copyOf(questions);
    }

    /** Reads {@code GROUP/ID.md} below a directory. */
    public static Checklist read(Path directory) {
        List<Question> questions = new ArrayList<>();
        try (Stream<Path> files = Files.find(directory, 2, (path, facts) -> facts.isRegularFile())) {
            for (Path file : files.filter(Checklist::isQuestion).sorted().toList()) {
                questions.add(QuestionParser.parse(
                        SourceText.read(file),
                        directory.relativize(file).getName(0).toString()));
            }
        } catch (IOException e) {
            throw Refusal.machine(
                    "the questions are not at " + directory + ": " + Printable.text(e.getMessage(), 200),
                    "start with ./nutshell");
        }
        questions.sort(Comparator.comparingInt((Question question) -> place(question.id()))
                .thenComparing(Question::group)
                .thenComparingInt(question -> number(question.id())));
        return new Checklist(questions);
    }

    /** Only these ids or groups; refuses a word that is neither. */
    public Checklist only(Collection<String> words) {
        Set<String> known = new TreeSet<>();
        questions.forEach(question -> {
            known.add(question.id());
            known.add(question.group());
        });
        for (String word : words) {
            if (questions.stream().noneMatch(question -> isMeant(word, question))) {
                List<String> nearest = Nearest.to(word, known);
                throw Refusal.usage(
                        "'%s' is neither a question nor a group%s"
                                .formatted(
                                        Printable.text(word, 100),
                                        nearest.isEmpty() ? "" : "; did you mean " + nearest.get(0) + "?"),
                        "nutshell check --only CNF-8,secrets");
            }
        }
        return new Checklist(questions.stream()
                .filter(question -> words.stream().anyMatch(word -> isMeant(word, question)))
                .toList());
    }

    private static boolean isMeant(String word, Question question) {
        String lower = word.toLowerCase(Locale.ROOT);
        return question.id().equalsIgnoreCase(word)
                || question.group().startsWith(lower)
                || question.id().toLowerCase(Locale.ROOT).startsWith(lower + "-");
    }

    private static boolean isQuestion(Path file) {
        return String.valueOf(file.getFileName()).matches("[A-Z]{3}-[0-9]{1,2}\\.md");
    }

    private static int place(String id) {
        int place = ORDER.indexOf(id.replaceFirst("-.*", ""));
        return place < 0 ? ORDER.size() : place;
    }

    private static int number(String id) {
        return Integer.parseInt(id.replaceAll("[^0-9]", ""));
    }
}
