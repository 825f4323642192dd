package nutshell.fleet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nutshell.checklist.Question;
import nutshell.checklist.Standing;

/** A number for each text that hosts have in common, so that ten thousand reports weigh what their differences weigh. */
final class Lexicon {

    /** Beyond so many different ones, facts are counted but no longer told apart. */
    private static final int MOST_FACTS = 200_000;

    /** A fact of a question. */
    record Said(int question, Standing standing, String text) {}

    private final Map<String, Integer> questionNumbers = new LinkedHashMap<>();
    private final List<Question> questions = new ArrayList<>();
    private final Map<Said, Integer> factNumbers = new LinkedHashMap<>();
    private final List<Said> facts = new ArrayList<>();
    private final Map<String, Integer> imageNumbers = new LinkedHashMap<>();
    private final List<String> images = new ArrayList<>();

    /** Starts with the questions we know, in their order; others follow as they are met. */
    Lexicon(List<Question> known) {
        known.forEach(question -> {
            questionNumbers.put(question.id(), questions.size());
            questions.add(question);
        });
    }

    int question(String id, String group, String asks) {
        return questionNumbers.computeIfAbsent(id, unknown -> {
            questions.add(new Question(id, group, asks, List.of(), List.of(), "", List.of(), List.of(), Map.of()));
            return questions.size() - 1;
        });
    }

    int fact(int question, Standing standing, String text) {
        boolean full = facts.size() >= MOST_FACTS;
        Said said = new Said(question, standing, text);
        Integer number = factNumbers.get(said);
        if (number == null && full) {
            said = new Said(question, standing, "something else (too many different facts to tell apart)");
        }
        return factNumbers.computeIfAbsent(said, fresh -> {
            facts.add(fresh);
            return facts.size() - 1;
        });
    }

    int image(String name) {
        return imageNumbers.computeIfAbsent(name, fresh -> {
            images.add(fresh);
            return images.size() - 1;
        });
    }

    List<Question> questions() {
        return questions;
    }

    List<Said> facts() {
        return facts;
    }

    List<String> images() {
        return images;
    }
}
