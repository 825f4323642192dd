package nutshell.container;

import java.util.ArrayList;
import java.util.List;
import nutshell.refusals.Nearest;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** A list of steps, read from lines: what is typed can be saved, replayed and shipped. */
public record Recipe(String name, List<Step> steps) {

    public Recipe {
        steps = List.copyOf(steps);
    }

    /** Reads every line before the first is carried out; a mistake names the file and the line. */
    public static Recipe parse(String name, List<String> lines) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            try {
                List<String> words = Words.split(lines.get(i));
                if (!words.isEmpty()) {
                    steps.add(step(words));
                }
            } catch (Refusal e) {
                throw e.at("%s, line %d".formatted(Printable.text(name), i + 1));
            }
        }
        return new Recipe(name, steps);
    }

    /** Reads one step from its words. */
    public static Step step(List<String> words) {
        String word = words.get(0);
        Syntax syntax = Syntax.of(word).orElseThrow(() -> {
            List<String> known =
                    java.util.Arrays.stream(Syntax.values()).map(Syntax::word).toList();
            List<String> nearest = Nearest.to(word, known);
            String example = nearest.isEmpty() ? Syntax.UNSHARE.example() : String.join(", ", nearest);
            return Refusal.usage("a recipe has no word '" + Printable.text(word) + "'", example);
        });
        return syntax.read(words.subList(1, words.size()));
    }

    /** The text of a recipe's file. */
    public static String text(List<Step> steps) {
        StringBuilder text = new StringBuilder();
        steps.forEach(step -> text.append(step.line()).append('\n'));
        return text.toString();
    }
}
