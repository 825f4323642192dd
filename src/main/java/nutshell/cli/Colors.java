package nutshell.cli;

import java.util.List;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** What {@code --color} said. */
final class Colors {

    private static final List<String> CHOICES = List.of("auto", "always", "never");

    private static volatile String choice = "auto";

    private Colors() {}

    static void choose(String wanted) {
        if (!CHOICES.contains(wanted)) {
            throw Refusal.usage(
                    "--color takes auto, always or never, not '" + Printable.text(wanted) + "'", "--color=never");
        }
        choice = wanted;
    }

    static Paint forTerminal(boolean terminal) {
        return Paint.of(choice, terminal);
    }
}
