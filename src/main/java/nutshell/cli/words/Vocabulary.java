package nutshell.cli.words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.cli.GateCommand;
import nutshell.cli.ImageCommand;
import nutshell.cli.ScanCommand;
import nutshell.container.Syntax;
import nutshell.refusals.Nearest;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Every word of the shell: the steps, and the words beside them. */
public final class Vocabulary {

    private static final Map<String, Word> WORDS = words(
            new ContainerWord(),
            new ExecWord(),
            new JobsWord(),
            new ForegroundWord(),
            new LookWord(),
            new InspectWord(),
            new HostWord(),
            new InsideWord(),
            new WhyWord(),
            new EscapeWord(),
            new CommandWord(
                    "image",
                    "image show|files|secrets|diff IMAGE [IMAGE2] [OPTION…]",
                    "image show lab:kiosk",
                    "what lies in an image, layer by layer",
                    ImageCommand::new),
            new CommandWord(
                    "gate",
                    "gate IMAGE --policy FILE [OPTION…]",
                    "gate lab:kiosk --policy lab:policy.yaml",
                    "whether an image may pass a policy",
                    GateCommand::new),
            new CommandWord(
                    "scan", "scan [WHAT] [OPTION…]", "scan ROOT", "packages with known flaws", ScanCommand::new),
            new DriftWord(),
            new TraceWord(),
            new StepsWord(),
            new UndoWord(),
            new ResetWord(),
            new SaveWord(),
            new LoadWord(),
            new ExportWord(),
            new LabsWord(),
            new LabWord(),
            new NextWord(),
            new PredictWord(),
            new HintWord(),
            new CheckWord(),
            new SolutionWord(),
            new ProgressWord(),
            new ExplainWord(),
            new HelpWord(),
            new HistoryWord(),
            new ExitWord());

    private Vocabulary() {}

    private static Map<String, Word> words(Word... words) {
        Map<String, Word> byName = new LinkedHashMap<>();
        for (Word word : words) {
            byName.put(word.name(), word);
        }
        return byName;
    }

    public static Optional<Word> find(String name) {
        return Optional.ofNullable(WORDS.get(name));
    }

    public static List<Word> words() {
        return List.copyOf(WORDS.values());
    }

    /** All names, the steps first. */
    public static List<String> names() {
        List<String> names =
                new ArrayList<>(Arrays.stream(Syntax.values()).map(Syntax::word).toList());
        names.addAll(WORDS.keySet());
        return names;
    }

    /** The usage line of a word or step. */
    public static Optional<String> usage(String name) {
        return Syntax.of(name).map(Syntax::usage).or(() -> find(name).map(Word::usage));
    }

    public static Refusal unknown(String word) {
        List<String> nearest = Nearest.to(word, names());
        String shown = Printable.text(word);
        return Refusal.usage(
                "there is no word '" + shown + "'"
                        + (nearest.isEmpty() ? "" : "; did you mean " + String.join(", ", nearest) + "?"),
                nearest.isEmpty()
                        ? "help; or exec " + shown + " to run a program of that name"
                        : usage(nearest.get(0)).orElse("help"));
    }
}
