package nutshell.content;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A Markdown file of ours: front matter, then sections under headings of the first level. */
public record Document(SourceText source, FrontMatter front, List<Section> sections) {

    public Document {
        sections = List.copyOf(sections);
    }

    /** What stands under one heading. */
    public record Section(String title, int line, List<Block> blocks) {
        public Section {
            blocks = List.copyOf(blocks);
        }
    }

    /** Refuses what the file does not promise to be, with file and line. */
    public static Document read(Path file) {
        return of(SourceText.read(file));
    }

    /** Reads what stands above the text alone, for who needs no more. */
    public static FrontMatter front(Path file) {
        return front(SourceText.read(file));
    }

    public static FrontMatter front(SourceText source) {
        return FrontMatterReader.read(source);
    }

    /** The lines under the front matter as they are, for who passes Markdown on. */
    public static List<String> body(SourceText source) {
        return source.lines()
                .subList(FrontMatterReader.length(source), source.lines().size());
    }

    static Document of(SourceText source) {
        FrontMatter front = FrontMatterReader.read(source);
        return new Document(source, front, new SectionReader(source).read(FrontMatterReader.length(source)));
    }

    public Optional<Section> section(String title) {
        return sections.stream()
                .filter(section -> section.title().equals(title))
                .findFirst();
    }
}
