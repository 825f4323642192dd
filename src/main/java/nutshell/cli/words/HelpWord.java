package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Paint;
import nutshell.cli.Shell;
import nutshell.container.Syntax;

/** Shows the words, or one of them. */
final class HelpWord implements Word {

    @Override
    public String name() {
        return "help";
    }

    @Override
    public String usage() {
        return "help [WORD]";
    }

    @Override
    public String example() {
        return "help mount";
    }

    @Override
    public String summary() {
        return "these words";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        Paint paint = shell.surroundings().paint();
        if (!arguments.isEmpty()) {
            String word = arguments.get(0);
            shell.say(Vocabulary.usage(word).orElseThrow(() -> Vocabulary.unknown(word)));
            String example = Syntax.of(word)
                    .map(Syntax::example)
                    .orElseGet(() -> Vocabulary.find(word).map(Word::example).orElse(""));
            shell.say("  for example: " + paint.word(example));
            shell.say("  explain " + word + " says more");
            return;
        }
        shell.say(paint.strong("Build"));
        for (Syntax syntax : Syntax.values()) {
            line(shell, syntax.word(), syntax.summary(), syntax.example());
        }
        shell.say(paint.strong("See, run, keep"));
        Vocabulary.words().forEach(word -> line(shell, word.name(), word.summary(), word.example()));
    }

    private static void line(Shell shell, String word, String summary, String example) {
        String text = "  %-12s %-40s".formatted(word, summary);
        boolean room =
                text.length() + example.length() + 1 < shell.surroundings().width();
        Paint paint = shell.surroundings().paint();
        shell.say(paint.word(text.substring(0, 14)) + text.substring(14) + (room ? paint.dim(" " + example) : ""));
    }

    @Override
    public List<String> completions(Shell shell) {
        return Vocabulary.names();
    }
}
