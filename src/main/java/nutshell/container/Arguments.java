package nutshell.container;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** The words behind a word, taken one by one; every complaint names the usage and an example. */
final class Arguments {

    private static final long LAST_ID = 4_294_967_294L;

    private final Syntax syntax;
    private final Deque<String> words;

    Arguments(Syntax syntax, List<String> words) {
        this.syntax = syntax;
        this.words = new ArrayDeque<>(words);
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    int count() {
        return words.size();
    }

    /** Takes an option without a value, wherever it stands. */
    boolean flag(String... spellings) {
        boolean found = false;
        for (String spelling : spellings) {
            found |= words.remove(spelling);
        }
        return found;
    }

    /** Takes an option and its value: {@code -t TYPE}, {@code --type TYPE}, {@code --type=TYPE}. */
    Optional<String> option(String... spellings) {
        List<String> list = new ArrayList<>(words);
        for (String spelling : spellings) {
            for (int i = 0; i < list.size(); i++) {
                String word = list.get(i);
                if (word.startsWith(spelling + "=")) {
                    return Optional.of(value(spelling, take(list, i, 1, word.substring(spelling.length() + 1))));
                }
                if (word.equals(spelling)) {
                    if (i + 1 == list.size()) {
                        throw wrong("nothing follows " + spelling);
                    }
                    return Optional.of(value(spelling, take(list, i, 2, list.get(i + 1))));
                }
            }
        }
        return Optional.empty();
    }

    /** An option is no other's value: it would be read as one when the step is replayed. */
    private String value(String spelling, String value) {
        if (value.matches("-[^0-9].*")) {
            throw wrong("what follows %s is another option".formatted(spelling));
        }
        return value;
    }

    private String take(List<String> list, int from, int count, String value) {
        list.subList(from, from + count).clear();
        words.clear();
        words.addAll(list);
        return value;
    }

    /** Takes the next word, or complains that this is missing. */
    String next(String what) {
        if (words.isEmpty()) {
            throw wrong(what + " is missing");
        }
        String word = words.removeFirst();
        if (word.startsWith("-") && word.length() > 1) {
            throw wrong("unknown option " + Printable.text(word));
        }
        return word;
    }

    /** Takes the next word and reads it; what the reader refuses is told with this word's usage and example. */
    <T> T next(String what, Function<String, T> reader) {
        return read(next(what), reader);
    }

    <T> T read(String word, Function<String, T> reader) {
        try {
            return reader.apply(word);
        } catch (Refusal e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    List<String> rest() {
        List<String> rest = List.copyOf(words);
        words.clear();
        return rest;
    }

    int number(String what, long least, long most) {
        String word = next(what);
        try {
            long number = Long.decode(word);
            if (number >= least && number <= most) {
                return (int) number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw wrong("%s is '%s', expected a number from %d to %d".formatted(what, Printable.text(word), least, most));
    }

    /** Takes a user's or group's number; the last one, 4294967295, means "as it is" to the kernel. */
    long id(String what) {
        String word = next(what);
        if (!word.matches("[0-9]{1,19}")) {
            throw wrong("%s is '%s', expected a number: the kernel knows no names, /etc/passwd and /etc/group do"
                    .formatted(what, Printable.text(word)));
        }
        long id = Long.parseLong(word.length() > 18 ? "9".repeat(18) : word);
        if (id > LAST_ID) {
            throw wrong("%s is %s, expected a number from 0 to %d".formatted(what, word, LAST_ID));
        }
        return id;
    }

    void end() {
        if (!words.isEmpty()) {
            throw wrong("too many words from '" + Printable.text(words.getFirst()) + "' on");
        }
    }

    Refusal wrong(String what) {
        return Refusal.usage("%s: %s; usage: %s".formatted(syntax.word(), what, syntax.usage()), syntax.example());
    }
}
