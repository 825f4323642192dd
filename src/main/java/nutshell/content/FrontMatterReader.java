package nutshell.content;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads front matter from YAML's events, not its objects: names with a value or a flat list are taken, the first event of
 * anything else (nesting, aliases, tags, further documents) ends it, so that no text can grow in memory or on the stack.
 */
final class FrontMatterReader {

    private static final String EXAMPLE = "---\ntitle: A host name of its own\nneeds: [root]\n---";
    private static final int MOST_LINES = 40;
    private static final int MOST_VALUES = 40;
    private static final int LONGEST_VALUE = 200;

    private final SourceText source;
    private final Iterator<Event> events;
    private final Map<String, FrontMatter.Entry> entries = new LinkedHashMap<>();

    private FrontMatterReader(SourceText source, String yaml) {
        this.source = source;
        this.events = new Parse(LoadSettings.builder().setLabel("front matter").build())
                .parseString(yaml)
                .iterator();
    }

    /** Returns the front matter's end: how many lines it takes with both lines of dashes. */
    static int length(SourceText source) {
        List<String> lines = source.lines();
        if (lines.isEmpty() || !lines.get(0).equals("---")) {
            throw source.wrong(1, "expected front matter between two lines of ---", EXAMPLE);
        }
        int end = lines.subList(1, lines.size()).indexOf("---") + 1;
        if (end == 0 || end > MOST_LINES) {
            throw source.wrong(1, "expected the front matter to end with --- within " + MOST_LINES + " lines", EXAMPLE);
        }
        return end + 1;
    }

    static FrontMatter read(SourceText source) {
        // Blank in place of the first dashes: so the library's line numbers are the file's.
        String yaml = "\n" + String.join("\n", source.lines().subList(1, length(source) - 1)) + "\n";
        try {
            FrontMatterReader reader = new FrontMatterReader(source, yaml);
            reader.readAll();
            return new FrontMatter(source, reader.entries);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw source.wrong(line, "the front matter is no YAML: " + Printable.text(e.getProblem(), 200), EXAMPLE);
        } catch (YamlEngineException e) {
            throw source.wrong(1, "the front matter is no YAML: " + Printable.text(e.getMessage(), 200), EXAMPLE);
        }
    }

    private void readAll() {
        expect(Event.ID.StreamStart);
        expect(Event.ID.DocumentStart);
        expect(Event.ID.MappingStart);
        Event event = events.next();
        while (event instanceof ScalarEvent name) {
            add(plain(name), events.next());
            event = events.next();
        }
        require(event, Event.ID.MappingEnd);
        expect(Event.ID.DocumentEnd);
        expect(Event.ID.StreamEnd);
    }

    private void add(ScalarEvent name, Event first) {
        boolean list = first instanceof SequenceStartEvent start
                && start.getAnchor().isEmpty()
                && start.getTag().isEmpty();
        List<String> values = new ArrayList<>();
        Event event = list ? events.next() : first;
        while (event instanceof ScalarEvent value && values.size() < (list ? MOST_VALUES : 1)) {
            values.add(plain(value).getValue().strip());
            event = list ? events.next() : event;
        }
        if (list ? event.getEventId() != Event.ID.SequenceEnd : values.isEmpty()) {
            throw wrong(event, "expected a value or a flat list of at most " + MOST_VALUES + " values");
        }
        FrontMatter.Entry entry = new FrontMatter.Entry(line(name), list, List.copyOf(values));
        if (entries.putIfAbsent(name.getValue(), entry) != null) {
            throw wrong(name, "'" + Printable.text(name.getValue(), 60) + "' stands there twice");
        }
    }

    private ScalarEvent plain(ScalarEvent scalar) {
        if (scalar.getAnchor().isPresent() || scalar.getTag().isPresent()) {
            throw wrong(scalar, "anchors and tags do not belong in front matter");
        }
        if (!Printable.text(scalar.getValue(), LONGEST_VALUE).equals(scalar.getValue())) {
            // What was plain in the file may be an escape sequence once YAML has read it.
            throw wrong(scalar, "expected characters that can be seen, at most " + LONGEST_VALUE);
        }
        return scalar;
    }

    private void expect(Event.ID id) {
        require(events.next(), id);
    }

    private void require(Event event, Event.ID id) {
        if (event.getEventId() != id) {
            throw wrong(event, "expected names with a value or a flat list");
        }
    }

    private Refusal wrong(Event event, String message) {
        return source.wrong(line(event), message, EXAMPLE);
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
