package nutshell.labs;

import java.util.ArrayList;
import java.util.List;
import nutshell.content.Block;
import nutshell.content.Document;
import nutshell.content.SourceText;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Reads the section Predict: a question, its options, and the fenced block that lets the kernel answer. */
final class PredictionReader {

    private static final String EXAMPLE = """
            - a: Its own. → Nothing has been separated yet.
            - b: The machine's. → There is one name in one namespace.

            ```predict
            > unshare uts
            a ? inside /proc/thread-self/ns/uts equals host
            b ! ok
            ```""";

    private final SourceText source;
    private final Document.Section section;

    PredictionReader(SourceText source, Document.Section section) {
        this.source = source;
        this.section = section;
    }

    Prediction read() {
        List<Block> question = new ArrayList<>(section.blocks());
        Block.Code code = take(question, Block.Code.class);
        Block.Items items = take(question, Block.Items.class);
        if (question.isEmpty() || !code.kind().equals("predict")) {
            throw source.wrong(
                    section.line(), "expected a question, a list of options, and a block of kind predict", EXAMPLE);
        }
        List<String> plays = new ArrayList<>();
        List<String> signs = new ArrayList<>();
        // What is no line of a session stays as an empty one, so that the numbers of lines stay true.
        for (String line : code.lines()) {
            boolean sign = line.matches("[a-e] .*");
            plays.add(sign ? "" : line);
            signs.add(sign ? line : "");
        }
        List<Play> read = SessionReader.read(source, code.line() + 1, plays);
        if (read.isEmpty()) {
            throw source.wrong(code.line(), "expected at least one line to play", EXAMPLE);
        }
        return new Prediction(question, options(items, code, signs), read);
    }

    private <B extends Block> B take(List<Block> blocks, Class<B> kind) {
        List<B> found = blocks.stream().filter(kind::isInstance).map(kind::cast).toList();
        if (found.size() != 1) {
            throw source.wrong(section.line(), "expected one list of options and one block of kind predict", EXAMPLE);
        }
        blocks.remove(found.get(0));
        return found.get(0);
    }

    private List<Prediction.Option> options(Block.Items items, Block.Code code, List<String> signs) {
        List<Prediction.Option> options = new ArrayList<>();
        for (Block.Item item : items.items()) {
            char letter = (char) ('a' + options.size());
            String[] parts = item.text().split(" → ", 2);
            if (parts.length != 2 || !parts[0].startsWith(letter + ": ") || parts[1].isBlank()) {
                throw source.wrong(
                        item.line(), "expected the option " + letter + ", an arrow, and what it shows", EXAMPLE);
            }
            options.add(new Prediction.Option(
                    letter, parts[0].substring(3).strip(), parts[1].strip(), sign(letter, code, signs)));
        }
        if (options.size() < 2) {
            throw source.wrong(items.line(), "expected at least two options", EXAMPLE);
        }
        return options;
    }

    private Prediction.Sign sign(char letter, Block.Code code, List<String> signs) {
        for (int i = 0; i < signs.size(); i++) {
            if (signs.get(i).startsWith(letter + " ")) {
                return sign(code.line() + 1 + i, signs.get(i).substring(2).strip());
            }
        }
        throw source.wrong(code.line(), "expected a sign by which option " + letter + " is known to be right", EXAMPLE);
    }

    private Prediction.Sign sign(int line, String text) {
        String rest = text.length() > 1 ? text.substring(1).strip() : "";
        try {
            return switch (text.charAt(0)) {
                case '?' -> new Prediction.Sign.Observed(SessionReader.observation(rest));
                case '!' -> new Prediction.Sign.Refused(rest.equals("ok") ? rest : SessionReader.refusal(rest));
                case '~' -> new Prediction.Sign.Printed(LinePattern.of(rest));
                default -> throw Refusal.usage("expected ?, ! or ~, found " + Printable.text(text, 40), EXAMPLE);
            };
        } catch (Refusal e) {
            throw source.wrong(line, String.valueOf(e.getMessage()), e.remedy());
        }
    }
}
