package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Fold;
import nutshell.cli.Paint;
import nutshell.cli.Shell;
import nutshell.cli.Tell;
import nutshell.container.Words;
import nutshell.content.Entry;
import nutshell.content.Glossary;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Explains a word, an errno, or the last refusal. */
final class ExplainWord implements Word {

    @Override
    public String name() {
        return "explain";
    }

    @Override
    public String usage() {
        return "explain WORD|ERRNO|last | explain seccomp --all";
    }

    @Override
    public String example() {
        return "explain last";
    }

    @Override
    public String summary() {
        return "what it is, or why it was refused";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        String word = arguments.isEmpty() ? "last" : String.join(" ", arguments);
        if (word.equals("last")) {
            last(shell);
            return;
        }
        if (arguments.equals(List.of("seccomp", "--all"))) {
            LoadedFilters.of(shell, true).forEach(shell::say);
            return;
        }
        Glossary glossary = Glossary.builtIn();
        Entry entry = glossary.find(word)
                .orElseThrow(() -> Refusal.usage(
                        "nothing is known of '" + Printable.text(word) + "'",
                        glossary.nearest(word).isEmpty()
                                ? "explain unshare"
                                : "explain " + String.join(", ", glossary.nearest(word))));
        Paint paint = shell.surroundings().paint();
        shell.say(paint.strong(entry.word() + " — " + entry.title()));
        shell.say("");
        int width = shell.surroundings().width();
        Fold.fill(entry.body(), width).forEach(shell::say);
        shell.say("");
        List<String> tries = entry.tries().stream()
                .filter(line -> Vocabulary.usage(Words.split(line).get(0)).isPresent())
                .toList();
        if (!tries.isEmpty()) {
            shell.say(paint.dim("try     ") + paint.word(String.join(" · ", tries)));
        }
        shell.say(paint.dim("source  " + entry.source()));
        if (entry.word().equals("seccomp")) {
            LoadedFilters.of(shell, false).forEach(shell::say);
        }
    }

    private static void last(Shell shell) {
        RuntimeException refusal =
                shell.lastRefusal().orElseThrow(() -> Refusal.usage("nothing has been refused yet", "explain unshare"));
        Tell tell = new Tell(shell.surroundings().paint(), shell.surroundings().width());
        if (refusal instanceof SyscallFailed failed) {
            shell.say(tell.call(failed.event()));
            tell.refusal(refusal).forEach(shell::say);
            Glossary.builtIn().find(failed.errno().name()).ifPresent(entry -> {
                shell.say("");
                Fold.fill(entry.body(), shell.surroundings().width()).forEach(shell::say);
            });
        } else {
            tell.refusal(refusal).forEach(shell::say);
        }
    }

    @Override
    public List<String> completions(Shell shell) {
        return Glossary.builtIn().words();
    }
}
