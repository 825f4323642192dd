package nutshell.content;

import java.util.ArrayList;
import java.util.List;
import nutshell.refusals.Refusal;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * Reads the little Markdown that fits a terminal: headings of the first level, paragraphs, flat lists, code. Anything
 * else (HTML, quotes, images, links, lists in lists) is refused where it stands, so nesting has a depth of three.
 */
final class SectionReader {

    private static final String EXAMPLE = "# Goal\n\nOne paragraph, with `code` in it.";
    /** One more than is allowed, so that the refusal below is what one gets. */
    private static final int DEEPEST = 8;

    private final SourceText source;
    private final List<Document.Section> sections = new ArrayList<>();

    SectionReader(SourceText source) {
        this.source = source;
    }

    List<Document.Section> read(int above) {
        List<String> lines = source.lines();
        // Blank lines in place of the front matter: so the library's line numbers are the file's.
        String text = "\n".repeat(above) + String.join("\n", lines.subList(above, lines.size())) + "\n";
        Node document = Parser.builder()
                .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .maxOpenBlockParsers(DEEPEST)
                .maxInlineNesting(DEEPEST)
                .build()
                .parse(text);
        String title = "";
        int line = 1;
        List<Block> blocks = new ArrayList<>();
        for (Node node : children(document)) {
            if (node instanceof Heading heading) {
                close(title, line, blocks);
                title = title(heading);
                line = line(heading);
                blocks = new ArrayList<>();
            } else {
                blocks.add(block(node));
            }
        }
        close(title, line, blocks);
        return sections;
    }

    private void close(String title, int line, List<Block> blocks) {
        if (title.isEmpty() && !blocks.isEmpty()) {
            throw source.wrong(blocks.get(0).line(), "expected a heading before the first text", EXAMPLE);
        }
        if (!title.isEmpty()) {
            sections.add(new Document.Section(title, line, blocks));
        }
    }

    private String title(Heading heading) {
        String title = sentence(heading);
        if (heading.getLevel() != 1 || title.isBlank()) {
            throw wrong(heading, "expected a heading of the first level");
        }
        if (sections.stream().anyMatch(section -> section.title().equals(title))) {
            throw wrong(heading, "the section " + title + " stands there twice");
        }
        return title;
    }

    private Block block(Node node) {
        if (node instanceof Paragraph) {
            return new Block.Paragraph(line(node), sentence(node));
        }
        if (node instanceof FencedCodeBlock code) {
            return new Block.Code(
                    line(node),
                    code.getInfo().strip(),
                    code.getLiteral().lines().toList());
        }
        if (node instanceof IndentedCodeBlock code) {
            return new Block.Code(line(node), "", code.getLiteral().lines().toList());
        }
        if (node instanceof BulletList || node instanceof OrderedList) {
            List<Block.Item> items = children(node).stream().map(this::item).toList();
            return new Block.Items(line(node), node instanceof OrderedList, items);
        }
        throw wrong(node, "expected a paragraph, a list or code, found " + kind(node));
    }

    private Block.Item item(Node item) {
        List<Node> inside = children(item);
        if (inside.size() != 1 || !(inside.get(0) instanceof Paragraph paragraph)) {
            throw wrong(item, "expected one paragraph in each point of a list");
        }
        return new Block.Item(line(item), sentence(paragraph));
    }

    private String sentence(Node parent) {
        StringBuilder text = new StringBuilder();
        for (Node node : children(parent)) {
            if (node instanceof Text words) {
                text.append(words.getLiteral());
            } else if (node instanceof Code code) {
                text.append('`').append(code.getLiteral()).append('`');
            } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
                text.append(' ');
            } else if (node instanceof Emphasis || node instanceof StrongEmphasis) {
                text.append(emphasised(node));
            } else {
                throw wrong(parent, "expected words, `code` and *emphasis*, found " + kind(node));
            }
        }
        return text.toString();
    }

    /** Emphasis is one level deep: its stars stay, for a terminal has nothing better. */
    private String emphasised(Node node) {
        List<Node> inside = children(node);
        if (inside.size() != 1 || !(inside.get(0) instanceof Text words)) {
            throw source.wrong(line(block(node, 0)), "expected plain words in *emphasis*", EXAMPLE);
        }
        return "*" + words.getLiteral() + "*";
    }

    /** The block an inline stands in; only blocks know their lines. */
    private static Node block(Node node, int up) {
        Node parent = node.getParent();
        return node.getSourceSpans().isEmpty() && parent != null && up < DEEPEST ? block(parent, up + 1) : node;
    }

    private static List<Node> children(Node parent) {
        List<Node> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            children.add(child);
        }
        return children;
    }

    private Refusal wrong(Node node, String message) {
        return source.wrong(line(node), message, EXAMPLE);
    }

    private static String kind(Node node) {
        return node.getClass().getSimpleName();
    }

    private static int line(Node node) {
        return node.getSourceSpans().isEmpty()
                ? 1
                : node.getSourceSpans().get(0).getLineIndex() + 1;
    }
}
