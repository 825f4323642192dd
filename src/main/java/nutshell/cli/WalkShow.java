package nutshell.cli;

import java.util.Optional;
import nutshell.checklist.Assessed;
import nutshell.checklist.Finding;
import nutshell.checklist.Standing;
import nutshell.refusals.Printable;

/** "Show me": the lab or escape that shows a question, and after a yes the escape itself, on a replica of who is weak. */
final class WalkShow {

    private static final String ESCAPE = "escape ";

    private final Conversation terminal;

    WalkShow(Conversation terminal) {
        this.terminal = terminal;
    }

    void show(Assessed assessed) {
        Optional<String> subject = weakContainer(assessed);
        for (String see : assessed.question().see()) {
            terminal.say("  nutshell " + command(see, subject));
            if (see.startsWith(ESCAPE) && subject.isPresent() && isAgreed(subject.get())) {
                terminal.play(see.substring(ESCAPE.length()), subject.get());
            }
        }
        new QuestionPage(terminal).prose("See it happen", assessed.question().seeItHappen());
    }

    private static Optional<String> weakContainer(Assessed assessed) {
        return assessed.evidence().stream()
                .filter(each -> each.standing() == Standing.WEAK)
                .map(Finding::subject)
                .filter(name -> name.matches("(docker|podman):[A-Za-z0-9_.-]+"))
                .findFirst();
    }

    private static String command(String see, Optional<String> subject) {
        if (see.startsWith(ESCAPE)) {
            return "escape run " + see.substring(ESCAPE.length())
                    + subject.map(" --from "::concat).orElse("");
        }
        return see.replaceFirst("^lab ", "lab start ");
    }

    private boolean isAgreed(String subject) {
        terminal.tell(
                "  ",
                "It is tried from a copy: " + Printable.text(subject)
                        + " itself is only looked at. At stake are a random number and a file of ours, on this machine.");
        return terminal.ask("  go (yes, no)> ")
                .filter(said -> said.strip().equalsIgnoreCase("yes"))
                .isPresent();
    }
}
