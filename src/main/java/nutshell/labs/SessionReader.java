package nutshell.labs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jnr.constants.platform.Errno;
import nutshell.content.SourceText;
import nutshell.refusals.Nearest;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Reads a session: what is typed, and what must be true of the kernel before and after. */
final class SessionReader {

    private static final String EXAMPLE =
            "> unshare uts\n? inside /proc/thread-self/ns/uts differs host  # a UTS namespace of your own";
    private static final int MOST_PLAYS = 100;

    private final SourceText source;
    private final List<Play> plays = new ArrayList<>();
    private List<Observation> observations = new ArrayList<>();
    private boolean asUser;

    private SessionReader(SourceText source) {
        this.source = source;
    }

    /** Reads a whole file. */
    static List<Play> read(SourceText source) {
        List<Play> plays = new SessionReader(source).read(1, source.lines());
        if (plays.stream().allMatch(play -> play.observations().isEmpty())) {
            throw source.wrong(1, "expected at least one observation", EXAMPLE);
        }
        return plays;
    }

    /** Reads lines out of a file, the first of which stands in this line. */
    static List<Play> read(SourceText source, int first, List<String> lines) {
        return new SessionReader(source).read(first, lines);
    }

    private List<Play> read(int first, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            try {
                read(first + i, lines.get(i).strip());
            } catch (Refusal e) {
                throw e.kind() == Refusal.Kind.USAGE
                        ? source.wrong(first + i, String.valueOf(e.getMessage()), e.remedy())
                        : e;
            }
        }
        return plays;
    }

    private void read(int number, String line) {
        String rest = line.length() > 1 ? line.substring(1).strip() : "";
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        if (line.equals("as user")) {
            asUser = true;
            return;
        }
        switch (line.charAt(0)) {
            case '>' -> add(number, rest, Optional.empty());
            case '!' -> {
                String[] words = rest.split("\\s+", 2);
                add(number, words.length == 2 ? words[1] : "", Optional.of(refusal(words[0])));
            }
            case '?' -> observe(observation(rest));
            case '~' -> plays.set(last(), plays.get(last()).printing(LinePattern.of(rest)));
            default ->
                throw Refusal.usage(
                        "expected a line that begins with > ! ? ~ or #, or 'as user', found "
                                + Printable.text(line, 80),
                        EXAMPLE);
        }
    }

    private void add(int number, String typed, Optional<String> refusal) {
        if (typed.isEmpty() || plays.size() == MOST_PLAYS) {
            throw Refusal.usage("expected a line to type, and at most " + MOST_PLAYS + " of them", EXAMPLE);
        }
        observations = new ArrayList<>();
        plays.add(new Play(number, asUser, typed, refusal, Optional.empty(), observations));
    }

    private void observe(Observation observation) {
        observations.add(observation);
        plays.set(last(), plays.get(last()).observed(observations));
    }

    private int last() {
        if (plays.isEmpty()) {
            throw Refusal.usage("expected a line to type before what comes of it", EXAMPLE);
        }
        return plays.size() - 1;
    }

    /** Reads what says how a line is refused. */
    static String refusal(String word) {
        boolean errno =
                List.of(Errno.values()).stream().anyMatch(known -> known.name().equals(word));
        if (!errno && !word.equals("safety") && !word.matches("exit-[0-9]{1,3}")) {
            throw Refusal.usage(
                    "expected an errno, safety or exit-N, found '" + Printable.text(word, 40) + "'",
                    "! EPERM unshare uts");
        }
        return word;
    }

    /** Reads {@code SIDE PATH OPERATOR [VALUE]}, and behind a double blank and a number sign the words that tell it. */
    static Observation observation(String text) {
        String[] parts = text.split("\\s+#\\s+", 2);
        String[] words = parts[0].strip().split("\\s+", 4);
        if (words.length < 3) {
            throw Refusal.usage("expected host, inside or joined, a path and what it must be", EXAMPLE);
        }
        Operator operator = Operator.of(words[2]).orElseThrow(() -> unknown(words[2]));
        String value = words.length == 4 ? words[3] : "";
        if (value.isEmpty() != operator.takes().isEmpty()) {
            throw Refusal.usage(
                    operator.word() + (value.isEmpty() ? " takes " + operator.takes() : " takes no value"), EXAMPLE);
        }
        if (operator.takesPattern()) {
            LinePattern.of(value);
        }
        return new Observation(
                side(words[0]), path(words[1]), operator, value, parts.length == 2 ? parts[1] : parts[0]);
    }

    private static Side side(String word) {
        return switch (word) {
            case "host" -> Side.HOST;
            case "inside" -> Side.INSIDE;
            case "joined" -> Side.JOINED;
            default ->
                throw Refusal.usage(
                        "expected host, inside or joined, found '" + Printable.text(word, 40) + "'", EXAMPLE);
        };
    }

    private static String path(String path) {
        if (!path.startsWith("/") && Place.of(path).isEmpty()) {
            throw Refusal.usage(
                    "expected a path from / or from one of " + List.of(Place.values()) + ", found '"
                            + Printable.text(path, 80) + "'",
                    EXAMPLE);
        }
        return path;
    }

    private static Refusal unknown(String word) {
        List<String> known =
                List.of(Operator.values()).stream().map(Operator::word).toList();
        List<String> nearest = Nearest.to(word, known);
        return Refusal.usage(
                "there is no '" + Printable.text(word, 40) + "' among " + String.join(" ", known)
                        + (nearest.isEmpty() ? "" : "; did you mean " + nearest.get(0) + "?"),
                EXAMPLE);
    }
}
