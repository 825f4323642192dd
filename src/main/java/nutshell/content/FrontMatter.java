package nutshell.content;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** What stands above a text between two lines of dashes: names, each with one value or a list of them. */
public final class FrontMatter {

    private final SourceText source;
    private final Map<String, Entry> entries;

    /** One name's values and the line they begin in. */
    record Entry(int line, boolean list, List<String> values) {}

    FrontMatter(SourceText source, Map<String, Entry> entries) {
        this.source = source;
        this.entries = new LinkedHashMap<>(entries);
    }

    /** Refuses names that are not among these. */
    public FrontMatter only(Set<String> known) {
        entries.forEach((name, entry) -> {
            if (!known.contains(name)) {
                throw source.wrong(
                        entry.line(),
                        "unknown name '" + Printable.text(name, 60) + "' in the front matter",
                        "one of " + String.join(", ", known.stream().sorted().toList()));
            }
        });
        return this;
    }

    /** The one value of a name that must be there. */
    public String text(String name, String example) {
        Entry entry = entry(name, example);
        if (entry.list() || entry.values().get(0).isBlank()) {
            throw source.wrong(entry.line(), "expected one value for " + name, example);
        }
        return entry.values().get(0);
    }

    /** The values of a name that must be there, at least one. */
    public List<String> list(String name, String example) {
        Entry entry = entry(name, example);
        if (!entry.list() || entry.values().isEmpty() || entry.values().stream().anyMatch(String::isBlank)) {
            throw source.wrong(entry.line(), "expected a list with at least one value for " + name, example);
        }
        return entry.values();
    }

    /** The values of a name, whether it has one or a list of them; none where it is missing. */
    public List<String> values(String name) {
        return Optional.ofNullable(entries.get(name)).map(Entry::values).orElse(List.of()).stream()
                .filter(value -> !value.isBlank())
                .toList();
    }

    public int number(String name, int least, int most, String example) {
        String text = text(name, example);
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw source.wrong(
                    line(name), "expected a number from %d to %d for %s".formatted(least, most, name), example);
        }
        return Integer.parseInt(text);
    }

    /** The line a name stands in, for who has more to say about its value; 1 where it is missing. */
    public int line(String name) {
        return Optional.ofNullable(entries.get(name)).map(Entry::line).orElse(1);
    }

    private Entry entry(String name, String example) {
        return Optional.ofNullable(entries.get(name)).orElseThrow(() -> missing(name, example));
    }

    private Refusal missing(String name, String example) {
        return source.wrong(1, "the front matter has no " + name, example);
    }
}
