package nutshell.labs;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import nutshell.content.Block;
import nutshell.content.Document;
import nutshell.content.SourceText;

/** Reads a lab's folder and refuses what is not a whole lab, with file and line. */
final class LabReader {

    private static final Set<String> FRONT = Set.of("title", "needs", "teaches", "minutes");
    private static final int FEWEST_HINTS = 3;

    private final Path directory;
    private final Document text;

    private LabReader(Path directory) {
        this.directory = directory;
        this.text = Document.read(directory.resolve("lab.md"));
    }

    static Lab read(Path directory) {
        return new LabReader(directory).read();
    }

    private Lab read() {
        text.front().only(FRONT);
        checkHeadings();
        return new Lab(
                directory.getFileName().toString(),
                text.front().text("title", "title: A host name of its own"),
                text.front().list("needs", "needs: [root]"),
                text.front().list("teaches", "teaches: [uts, unshare, sethostname]"),
                text.front().number("minutes", 1, 90, "minutes: 6"),
                parts(),
                new PredictionReader(text.source(), section(Part.PREDICT.title())).read(),
                hints(),
                SessionReader.read(SourceText.read(directory.resolve("session.txt"))));
    }

    private void checkHeadings() {
        List<String> wanted = Stream.concat(Part.all().stream().map(Part::title), Stream.of(Part.HINTS))
                .toList();
        List<String> found =
                text.sections().stream().map(Document.Section::title).toList();
        if (!found.equals(wanted)) {
            int line = text.sections().stream()
                    .filter(section -> !wanted.contains(section.title()))
                    .findFirst()
                    .map(Document.Section::line)
                    .orElse(1);
            throw text.source().wrong(line, "expected the headings " + String.join(", ", wanted), "# Goal");
        }
    }

    private Document.Section section(String title) {
        Document.Section section = text.section(title).orElseThrow();
        if (section.blocks().isEmpty()) {
            throw text.source()
                    .wrong(section.line(), "the section " + title + " is empty", "# Goal\n\nWhat it is for.");
        }
        return section;
    }

    private Map<Part, List<Block>> parts() {
        Map<Part, List<Block>> parts = new EnumMap<>(Part.class);
        Part.all().forEach(part -> parts.put(part, section(part.title()).blocks()));
        return parts;
    }

    private List<String> hints() {
        Document.Section section = section(Part.HINTS);
        List<String> hints = section.blocks().stream()
                .filter(Block.Items.class::isInstance)
                .flatMap(block -> ((Block.Items) block).items().stream().map(Block.Item::text))
                .toList();
        if (hints.size() < FEWEST_HINTS || section.blocks().size() != 1) {
            throw text.source()
                    .wrong(
                            section.line(),
                            "expected a list of at least " + FEWEST_HINTS + " hints, found " + hints.size(),
                            "1. Two words are needed.\n2. One separates, one names.\n3. `unshare uts`, then `sethostname box`.");
        }
        return hints;
    }
}
