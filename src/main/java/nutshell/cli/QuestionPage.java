package nutshell.cli;

import java.util.List;
import java.util.Optional;
import nutshell.checklist.Answer;
import nutshell.checklist.Assessed;
import nutshell.checklist.Standing;
import nutshell.refusals.Printable;
import nutshell.report.TextReport;

/** One question on the screen: what it asks, what was found for it here, what was answered last time. */
final class QuestionPage {

    private static final String FACTS_INDENT = " ".repeat(11);
    /** So many lines of one finding at first sight; the word evidence tells all. */
    private static final int FEW_LINES = 3;

    private final Conversation terminal;

    QuestionPage(Conversation terminal) {
        this.terminal = terminal;
    }

    void show(Assessed assessed, int number, int of, Optional<Answer> given) {
        terminal.say("");
        head(assessed, "%d of %d".formatted(number, of));
        terminal.tell("  ", firstSentence(assessed.question().why()));
        terminal.say("");
        evidence(assessed, FEW_LINES);
        given.ifPresent(this::answered);
        if (assessed.standing() == Standing.WEAK && !assessed.question().see().isEmpty()) {
            terminal.say("");
            terminal.tell(
                    "  ",
                    "`show`: see it happen (%s); `fix`: what to do"
                            .formatted(assessed.question().see().get(0)));
        }
    }

    private void head(Assessed assessed, String place) {
        Paint paint = terminal.paint();
        String head = assessed.question().id() + "  " + assessed.question().asks();
        List<String> lines = Fold.wrap(head, Math.max(40, terminal.width() - place.length() - 3));
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i);
            int gap = Math.max(1, terminal.width() - text.length() - place.length() - 1);
            terminal.say(
                    i > 0 ? "       " + paint.strong(text) : paint.strong(text) + " ".repeat(gap) + paint.dim(place));
        }
    }

    private void answered(Answer given) {
        terminal.say("");
        String overdue = given.isOverdue(CheckCommand.today())
                ? ", overdue"
                : given.review().map(day -> " (until " + day + ")").orElse("");
        terminal.tell(
                "  ",
                "answered: %s %s%s".formatted(given.choice().word(), Printable.text(given.reason(), 200), overdue));
    }

    void evidence(Assessed assessed) {
        evidence(assessed, Integer.MAX_VALUE);
    }

    private void evidence(Assessed assessed, int most) {
        if (assessed.evidence().isEmpty()) {
            terminal.say("  nothing of this kind was found here");
        }
        for (String line : TextReport.evidence(assessed, "")) {
            String word = line.replaceFirst("\\s.*", "");
            List<String> wrapped =
                    Fold.wrap(line.substring(word.length()).strip(), Math.max(40, terminal.width() - 12));
            for (int i = 0; i < Math.min(most, wrapped.size()); i++) {
                boolean cut = i == most - 1 && wrapped.size() > most;
                terminal.say((i == 0 ? "  " + painted(word) : FACTS_INDENT) + wrapped.get(i) + (cut ? " …" : ""));
            }
        }
    }

    private String painted(String word) {
        return ReportPage.painted(terminal.paint(), word) + " ".repeat(Math.max(1, 9 - word.length()));
    }

    private static String firstSentence(String why) {
        return why.replace('\n', ' ').replaceFirst("(?<=[.?!]) .*", "");
    }

    /** A section of the question's page; its points and commands stay apart. */
    void prose(String title, String text) {
        terminal.say("");
        terminal.say("  " + terminal.paint().strong(title));
        for (String paragraph : text.split("\n(?=\n|- )", -1)) {
            terminal.tell("    ", paragraph);
        }
    }
}
