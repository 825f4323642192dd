package nutshell.cli.words;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import nutshell.cli.Shell;
import nutshell.cli.Still;
import nutshell.container.Places;
import nutshell.container.Session;
import nutshell.refusals.Refusal;

/**
 * Whatever follows a word that is no step: it is done or refused. Nothing is started, and files are only asked for where
 * none can be; {@code look} and {@code why} are left out, for they need a container's thread.
 */
class WordsFuzzTest {

    private static final List<String> PIECES = List.of(
            ("web c1 a_b on off show oci sh isolated last EPERM unshare uts help 0 1 -1 2 99999999999 %1 & --as-it-is -- -"
                            + " sh -c /nowhere")
                    .split(" ", -1));

    /** Below a file there is no directory: what is to be written there is refused. */
    private static final String NOWHERE = "/dev/null/";

    private static Path temp = Path.of("");
    private static List<Shell> shells = new ArrayList<>();

    @BeforeContainer
    static void begin() throws IOException {
        temp = Files.createTempDirectory("nutshell");
        Places places = new Places(temp.resolve("state"), temp.resolve("cache"), temp.resolve("run"));
        shells = List.of(new Shell(Session.begin(places, false), new Still(), false));
    }

    @AfterContainer
    static void end() throws IOException {
        shells.forEach(shell -> shell.session().close());
        Files.deleteIfExists(temp.resolve("run"));
        Files.delete(temp);
    }

    @Provide
    static Arbitrary<List<String>> lines() {
        Arbitrary<String> word = Arbitraries.of(Vocabulary.words().stream()
                .map(Word::name)
                .filter(name -> !Set.of("look", "why").contains(name))
                .toList());
        Arbitrary<String> noise = Arbitraries.strings().ofMaxLength(8);
        Arbitrary<String> piece = Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.of(PIECES)), Tuple.of(1, noise));
        return word.flatMap(name -> piece.list().ofMaxSize(4).map(rest -> {
            List<String> line = new ArrayList<>(List.of(name));
            rest.forEach(each -> line.add(isPath(name, line.size()) ? NOWHERE + each : each));
            return line;
        }));
    }

    private static boolean isPath(String word, int place) {
        return (word.equals("save") && place == 1) || (word.equals("export") && place == 2);
    }

    @Property(tries = 20_000)
    void any_line_is_done_or_refused(@ForAll("lines") List<String> line) {
        Word word = Vocabulary.find(line.get(0)).orElseThrow();
        try {
            word.run(shells.get(0), line.subList(1, line.size()));
        } catch (Refusal e) {
            String text = e.getMessage() + e.remedy();
            assertTrue(text.codePoints().noneMatch(Character::isISOControl), text);
        }
    }

    @Property(tries = 1000)
    void a_word_that_is_none_is_answered_in_words_fit_to_be_shown(@ForAll String word) {
        Refusal refusal = Vocabulary.unknown(word);

        String text = refusal.getMessage() + refusal.remedy();
        assertTrue(text.codePoints().noneMatch(Character::isISOControl), text);
    }
}
