package nutshell.checklist;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nutshell.content.Document;
import nutshell.content.SourceText;
import nutshell.refusals.Refusal;

/**
 * What the walk asks before the first question, and which questions come first where goals do not decide.
 *
 * @param first ids of questions
 */
public record GoalsPage(List<Ask> asks, List<String> first) {

    private static final Pattern OPTION = Pattern.compile("- ([a-z-]+): (.*) \\[([a-z, -]*)]");
    private static final Pattern HEADING = Pattern.compile("# ([a-z]+): (.*)");

    /** One question about goals. */
    public record Ask(String id, String asks, List<Option> options) {
        public Ask {
            options = List.copyOf(options);
        }
    }

    /** An answer to it, and the goals that it speaks for. */
    public record Option(String text, List<Goal> goals) {
        public Option {
            goals = List.copyOf(goals);
        }
    }

    public GoalsPage {
        asks = List.copyOf(asks);
        first = List.copyOf(first);
    }

    /** Reads {@code goals.md}. */
    public static GoalsPage read(Path checklist) {
        SourceText source = SourceText.read(checklist.resolve("goals.md"));
        List<Ask> asks = new ArrayList<>();
        for (String line : Document.body(source)) {
            Matcher heading = HEADING.matcher(line);
            Matcher option = OPTION.matcher(line);
            if (heading.matches()) {
                asks.add(new Ask(heading.group(1), heading.group(2), List.of()));
            } else if (option.matches() && !asks.isEmpty()) {
                Ask last = asks.remove(asks.size() - 1);
                List<Option> options = new ArrayList<>(last.options);
                options.add(new Option(option.group(2), goals(option.group(3))));
                asks.add(new Ask(last.id, last.asks, options));
            }
        }
        return new GoalsPage(asks, Document.front(source).values("first"));
    }

    private static List<Goal> goals(String words) {
        return Stream.of(words.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(word -> Goal.of(word)
                        .orElseThrow(() -> Refusal.failed("checklist/goals.md: '" + word + "' is no goal", "data")))
                .toList();
    }
}
