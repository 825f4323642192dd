package nutshell.content;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nutshell.refusals.Nearest;

/** The texts behind `explain`, found by word and opened one at a time. */
public final class Glossary {

    private static final String FOLDER = "/nutshell/glossary/";

    private final UnaryOperator<String> shelf;
    private final GlossaryIndex index;

    /** Takes what gives a file's text for its name, `index` first. */
    Glossary(UnaryOperator<String> shelf) {
        this.shelf = shelf;
        this.index = new GlossaryIndex(shelf.apply("index").lines().toList());
    }

    /** Opens the glossary that travels in the program; only its index is read. */
    public static Glossary builtIn() {
        return new Glossary(name -> ProgramFile.text(FOLDER + name));
    }

    /** Finds a word in any of its spellings: `unshare`, `unshare(2)`, `CLONE_NEWUTS`, `eperm`. */
    public Optional<Entry> find(String word) {
        return index.wordFor(word).map(EntryParser::fileOf).map(file -> EntryParser.parse(file, shelf.apply(file)));
    }

    /** Lists the words in alphabetical order, without their other spellings. */
    public List<String> words() {
        return index.words();
    }

    /** Lists at most three words that may have been meant, the closest first. */
    public List<String> nearest(String word) {
        var spellings = index.spellings();
        return Nearest.to(GlossaryIndex.spelling(word), spellings.keySet()).stream()
                .flatMap(spelled -> index.wordFor(spelled).stream())
                .distinct()
                .toList();
    }
}
