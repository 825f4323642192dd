package nutshell.cli.words;

import java.util.ArrayList;
import java.util.List;
import nutshell.cli.EscapePlay;
import nutshell.cli.Shell;
import nutshell.escapes.Defence;
import nutshell.escapes.Escape;
import nutshell.refusals.Refusal;

/** Plays an escape line by line, in a session of its own; without a name it lists them. */
final class EscapeWord implements Word {

    private static final String WITH = "--with";

    @Override
    public String name() {
        return "escape";
    }

    @Override
    public String usage() {
        return "escape [NAME [--with DEFENCE,…]]";
    }

    @Override
    public String example() {
        return "escape host-mount";
    }

    @Override
    public String summary() {
        return "play an escape, line by line";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        if (arguments.isEmpty()) {
            EscapePlay.list(shell);
            return;
        }
        boolean defended = arguments.size() == 3 && arguments.get(1).equals(WITH);
        if (arguments.size() != 1 && !defended) {
            throw Refusal.usage("escape takes one name; usage: " + usage(), example());
        }
        Escape escape = Escape.of(arguments.get(0));
        List<Defence> defences = defended
                ? List.of(arguments.get(2).split(",", -1)).stream()
                        .map(Defence::of)
                        .toList()
                : List.of();
        EscapePlay.play(shell, escape, defences);
    }

    @Override
    public List<String> completions(Shell shell) {
        List<String> words = new ArrayList<>(Escape.words());
        words.add(WITH);
        words.addAll(Defence.words());
        return words;
    }
}
