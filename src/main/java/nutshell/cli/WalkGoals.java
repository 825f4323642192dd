package nutshell.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nutshell.checklist.Goal;
import nutshell.checklist.GoalsPage;

/** What the walk asks first: what is at stake. */
final class WalkGoals {

    private final Conversation terminal;
    private final GoalsPage page;

    WalkGoals(Conversation terminal, GoalsPage page) {
        this.terminal = terminal;
        this.page = page;
    }

    /** Empty where the person left. */
    Optional<List<Goal>> ask() {
        terminal.tell("", """
                First, what is at stake here. Your answers set the order of the questions; there is no score. You may leave
                at any time (exit, Ctrl-D): what you have said is kept.""");
        List<Goal> chosen = new ArrayList<>();
        for (GoalsPage.Ask ask : page.asks()) {
            Optional<List<Goal>> goals = ask(ask);
            if (goals.isEmpty()) {
                return Optional.empty();
            }
            chosen.addAll(goals.get());
        }
        return Optional.of(chosen);
    }

    private Optional<List<Goal>> ask(GoalsPage.Ask ask) {
        terminal.say("");
        terminal.say(terminal.paint().strong(ask.asks()));
        for (int i = 0; i < ask.options().size(); i++) {
            terminal.say("  %c  %s".formatted('a' + i, ask.options().get(i).text()));
        }
        char last = (char) ('a' + ask.options().size() - 1);
        while (true) {
            Optional<String> line = terminal.ask("what fits (letters, such as a c; Enter for none)> ");
            if (line.isEmpty() || Walk.isLeaving(line.get())) {
                return Optional.empty();
            }
            String letters = line.get().toLowerCase(Locale.ROOT).replaceAll("[\\s,]", "");
            if (letters.chars().allMatch(letter -> letter >= 'a' && letter <= last)) {
                return Optional.of(letters.chars()
                        .distinct()
                        .mapToObj(letter -> ask.options().get(letter - 'a').goals())
                        .flatMap(List::stream)
                        .toList());
            }
            terminal.say("Letters from a to %c, please; Enter for none.".formatted(last));
        }
    }
}
