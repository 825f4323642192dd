package nutshell.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import nutshell.checklist.Answer;
import nutshell.checklist.Answers;
import nutshell.checklist.Assessed;
import nutshell.checklist.Assessment;
import nutshell.checklist.Finding;
import nutshell.checklist.Goal;
import nutshell.checklist.GoalsPage;
import nutshell.checklist.Standing;
import nutshell.checklist.StartSmall;
import nutshell.refusals.Printable;
import nutshell.report.TextReport;

/**
 * Goals first, then one question at a time: the evidence, what it means, and what the person makes of it. Every answer is
 * kept the moment it is given.
 */
final class Walk {

    /** Where lines come from and go to; no line is the end. */
    interface Conversation {
        /** Tries an escape from a copy of that container, and tells how it went. */
        void play(String escape, String from);

        Optional<String> ask(String prompt);

        void say(String line);

        Paint paint();

        int width();
    }

    private static final String PROMPT = "answer (good, weak, accepted, not for us, later, why, show, back)> ";

    private final Conversation terminal;
    private final Consumer<Answers> keep;
    private final boolean startSmall;
    private final GoalsPage page;
    private Answers answers;

    Walk(Conversation terminal, GoalsPage page, Answers answers, boolean startSmall, Consumer<Answers> keep) {
        this.page = page;
        this.terminal = terminal;
        this.answers = answers;
        this.startSmall = startSmall;
        this.keep = keep;
    }

    /** Walks to the end, or to where the person leaves. */
    void run(Function<Answers, Assessment> assess) {
        if (answers.goals().isEmpty() && answers.answers().isEmpty() && !goals()) {
            return;
        }
        Assessment assessment = assess.apply(answers);
        List<Assessed> questions = startSmall
                ? StartSmall.of(assessment, answers.goals(), page.first())
                : StartSmall.order(assessment.questions(), answers.goals(), page.first());
        int at = firstOpen(questions);
        if (at > 0 && at < questions.size()) {
            terminal.say("%d are answered; going on with the next. `back` goes to them.".formatted(at));
        }
        while (at < questions.size()) {
            Optional<Integer> next = question(questions, at);
            if (next.isEmpty()) {
                terminal.say("Kept. `nutshell check` goes on from here.");
                return;
            }
            at = Math.max(0, next.get());
        }
        forgotten(assessment);
        terminal.say("");
        terminal.say(TextReport.of(assessment, Optional.empty()).stream()
                .filter(line -> line.contains(" questions: "))
                .findFirst()
                .orElse(""));
        terminal.say("A report to keep or to show: nutshell check --evidence-only --format html --output check.html");
    }

    /** False where the person left. */
    private boolean goals() {
        terminal.say("First, what is at stake here. Your answers set the order of the questions; there is no score.");
        List<Goal> chosen = new ArrayList<>();
        for (GoalsPage.Ask ask : page.asks()) {
            Optional<List<Goal>> goals = goals(ask);
            if (goals.isEmpty()) {
                return false;
            }
            chosen.addAll(goals.get());
        }
        kept(answers.withGoals(chosen));
        return true;
    }

    /** Empty where the person left. */
    private Optional<List<Goal>> goals(GoalsPage.Ask ask) {
        terminal.say("");
        terminal.say(terminal.paint().strong(ask.asks()));
        for (int i = 0; i < ask.options().size(); i++) {
            terminal.say("  %c  %s".formatted('a' + i, ask.options().get(i).text()));
        }
        while (true) {
            Optional<String> line = terminal.ask("what fits (letters, such as a c; Enter for none)> ");
            if (line.isEmpty() || isLeaving(line.get())) {
                return Optional.empty();
            }
            List<Goal> chosen = new ArrayList<>();
            String letters = line.get().toLowerCase(Locale.ROOT).replaceAll("[\\s,]", "");
            char last = (char) ('a' + ask.options().size() - 1);
            if (letters.chars().allMatch(letter -> letter >= 'a' && letter <= last)) {
                letters.chars()
                        .distinct()
                        .forEach(letter ->
                                chosen.addAll(ask.options().get(letter - 'a').goals()));
                return Optional.of(chosen);
            }
            terminal.say("Letters from a to %c, please; Enter for none.".formatted(last));
        }
    }

    /** The first that nobody answered, or that has come due. */
    private int firstOpen(List<Assessed> questions) {
        for (int i = 0; i < questions.size(); i++) {
            Optional<Answer> given = Optional.ofNullable(
                    answers.answers().get(questions.get(i).question().id()));
            if (given.isEmpty()
                    || given.get().choice() == Answer.Choice.LATER
                    || given.get().isOverdue(CheckCommand.today())) {
                return i;
            }
        }
        return 0;
    }

    /** Shows one question until it is answered; where to go next, or nothing to leave. */
    private Optional<Integer> question(List<Assessed> questions, int at) {
        Assessed assessed = questions.get(at);
        show(assessed, at + 1, questions.size());
        while (true) {
            Optional<String> line = terminal.ask(PROMPT);
            if (line.isEmpty() || isLeaving(line.get())) {
                return Optional.empty();
            }
            String word = line.get().strip().toLowerCase(Locale.ROOT);
            Optional<Answer.Choice> choice = Answer.Choice.of(word);
            if (choice.isPresent()) {
                Optional<Boolean> done = answered(assessed, choice.get());
                if (done.isEmpty()) {
                    return Optional.empty();
                }
                if (done.get()) {
                    return Optional.of(at + 1);
                }
                continue;
            }
            Optional<Integer> elsewhere = elsewhere(questions, at, word);
            if (elsewhere.isPresent()) {
                return elsewhere;
            }
            tell(assessed, word);
        }
    }

    private Optional<Integer> elsewhere(List<Assessed> questions, int at, String word) {
        if (word.equals("back")) {
            return Optional.of(at - 1);
        }
        if (word.isEmpty() || word.equals("skip") || word.equals("next")) {
            return Optional.of(at + 1);
        }
        String wanted = word.replaceFirst("^(go|search) +", "");
        if (!word.equals(wanted) || word.matches("[a-z]{3}-[0-9]+")) {
            for (int i = 1; i <= questions.size(); i++) {
                Assessed other = questions.get((at + i) % questions.size());
                boolean found = other.question().id().equalsIgnoreCase(wanted)
                        || (word.startsWith("search") && matches(other, wanted));
                if (found) {
                    return Optional.of((at + i) % questions.size());
                }
            }
            terminal.say("Nothing about '" + Printable.text(wanted, 60) + "' is among the questions.");
        }
        return Optional.empty();
    }

    private static boolean matches(Assessed assessed, String wanted) {
        return (assessed.question().asks() + " " + assessed.question().why() + " "
                        + assessed.question().group()
                        + assessed.evidence().stream()
                                .map(Finding::subject)
                                .distinct()
                                .reduce("", (a, b) -> a + " " + b))
                .toLowerCase(Locale.ROOT)
                .contains(wanted);
    }

    private void tell(Assessed assessed, String word) {
        switch (word) {
            case "why" -> prose("Why it matters", assessed.question().why());
            case "what" -> prose("What we look at", assessed.question().whatWeLookAt());
            case "fix" -> prose("If it is weak", assessed.question().ifWeak());
            case "show" -> replica(assessed);
            case "evidence", "again" -> evidence(assessed);
            default ->
                terminal.say(
                        "good, weak, accepted, not for us or later; why, what, fix, show; back, skip, search WORD, go ID; exit");
        }
    }

    private void show(Assessed assessed, int number, int of) {
        Paint paint = terminal.paint();
        terminal.say("");
        String head = assessed.question().id() + "  " + assessed.question().asks();
        List<String> lines = Tell.wrap(head, Math.max(40, terminal.width() - 12));
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i);
            terminal.say(
                    i > 0
                            ? "       " + paint.strong(text)
                            : paint.strong(text)
                                    + " ".repeat(Math.max(1, terminal.width() - text.length() - 9))
                                    + paint.dim("%d of %d".formatted(number, of)));
        }
        firstSentence(assessed.question().why()).forEach(line -> terminal.say("  " + paint.dim(line)));
        terminal.say("");
        evidence(assessed);
        Optional.ofNullable(answers.answers().get(assessed.question().id())).ifPresent(given -> {
            terminal.say("");
            String overdue = given.isOverdue(CheckCommand.today()) ? paint.bad("  overdue") : "";
            terminal.say("  answered: %s %s%s"
                    .formatted(given.choice().word(), Printable.text(given.reason(), 200), overdue));
        });
        if (assessed.standing() == Standing.WEAK && !assessed.question().see().isEmpty()) {
            terminal.say("");
            terminal.say(
                    "  See it happen: " + assessed.question().see().get(0) + "; `show` tells how, `fix` what to do");
        }
    }

    private void evidence(Assessed assessed) {
        if (assessed.evidence().isEmpty()) {
            terminal.say("  nothing of this kind was found here");
        }
        for (String line : TextReport.evidence(assessed, "  ")) {
            List<String> wrapped = Tell.wrap(line.strip(), Math.max(40, terminal.width() - 14));
            for (int i = 0; i < wrapped.size(); i++) {
                terminal.say(i == 0 ? painted("  " + wrapped.get(i)) : " ".repeat(11) + wrapped.get(i));
            }
        }
    }

    private String painted(String line) {
        Paint paint = terminal.paint();
        String word = line.strip().replaceFirst("\\s.*", "");
        String rest = line.substring(line.indexOf(word) + word.length());
        String padded = "%-8s".formatted(word);
        return switch (word) {
            case "weak" -> "  " + paint.bad(padded) + rest;
            case "unknown", "ask" -> "  " + paint.notable(padded) + rest;
            case "good" -> "  " + paint.good(padded) + rest;
            default -> line;
        };
    }

    private List<String> firstSentence(String why) {
        String sentence = why.replace('\n', ' ').replaceFirst("(?<=[.:?!]) .*", "");
        return Tell.wrap(sentence, Math.max(40, terminal.width() - 4));
    }

    private void prose(String title, String text) {
        terminal.say("");
        terminal.say("  " + terminal.paint().strong(title));
        for (String paragraph : text.split("\n(?=\n|- )", -1)) {
            Tell.wrap(paragraph.replaceAll("\\s+", " ").strip(), Math.max(40, terminal.width() - 6))
                    .forEach(line -> terminal.say("    " + line));
        }
    }

    /** The command that shows it, with the first weak subject it can be shown on. */
    private void replica(Assessed assessed) {
        Optional<String> subject = assessed.evidence().stream()
                .filter(each -> each.standing() == Standing.WEAK)
                .map(Finding::subject)
                .filter(name -> name.matches("(docker|podman):[A-Za-z0-9_.-]+"))
                .findFirst();
        for (String see : assessed.question().see()) {
            boolean escape = see.startsWith("escape ");
            String command = escape
                    ? "escape run " + see.substring(7)
                            + subject.map(" --from "::concat).orElse("")
                    : see;
            terminal.say("  nutshell " + command);
            if (escape && subject.isPresent() && isAgreed(subject.get())) {
                terminal.play(see.substring(7), subject.get());
            }
        }
        prose("See it happen", assessed.question().seeItHappen());
    }

    private boolean isAgreed(String subject) {
        Tell.wrap(
                        "It is tried from a copy: " + Printable.text(subject)
                                + " itself is only looked at. At stake are a random number and a file of ours, on this machine.",
                        Math.max(40, terminal.width() - 4))
                .forEach(line -> terminal.say("  " + line));
        return terminal.ask("  go (yes, no)> ")
                .filter(said -> said.strip().equalsIgnoreCase("yes"))
                .isPresent();
    }

    /** Empty to leave, false where the person thought better of it. */
    private Optional<Boolean> answered(Assessed assessed, Answer.Choice choice) {
        String reason = "";
        Optional<LocalDate> review = Optional.empty();
        if (choice != Answer.Choice.LATER) {
            Optional<String> said =
                    terminal.ask(choice.needsReason() ? "  because> " : "  because (Enter for no more)> ");
            if (said.isEmpty()) {
                return Optional.empty();
            }
            reason = said.get().strip();
            if (reason.isEmpty() && choice.needsReason()) {
                terminal.say("  '%s' needs a reason: somebody will ask for it.".formatted(choice.word()));
                return Optional.of(false);
            }
        }
        if (choice == Answer.Choice.ACCEPTED) {
            Optional<String> said = terminal.ask("  look at it again on (2027-01-31, or days such as 90)> ");
            if (said.isEmpty()) {
                return Optional.empty();
            }
            review = day(said.get().strip());
            if (review.isEmpty()) {
                terminal.say("  That is no day to come: a date such as %s, or a number of days."
                        .formatted(CheckCommand.today().plusDays(90)));
                return Optional.of(false);
            }
        }
        kept(answers.with(assessed.question().id(), new Answer(choice, reason, review, Instant.now())));
        return Optional.of(true);
    }

    static Optional<LocalDate> day(String words) {
        if (words.matches("[1-9][0-9]{0,3}")) {
            return Optional.of(CheckCommand.today().plusDays(Long.parseLong(words)));
        }
        try {
            return Optional.of(LocalDate.parse(words)).filter(day -> day.isAfter(CheckCommand.today()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private void kept(Answers now) {
        answers = now;
        keep.accept(now);
    }

    /** What nobody thinks of: what does not run, and what nobody names any more. */
    private void forgotten(Assessment assessment) {
        List<String> stopped = subjects(assessment, "CNF-12", "lies ");
        List<String> old = subjects(assessment, "IMG-5", "runs an");
        if (!stopped.isEmpty() || !old.isEmpty()) {
            terminal.say("");
            terminal.say(terminal.paint().strong("And what was forgotten?"));
            stopped.forEach(name -> terminal.say("  stopped   " + name));
            old.forEach(name -> terminal.say("  old       " + name));
        }
    }

    private static List<String> subjects(Assessment assessment, String id, String start) {
        return assessment.questions().stream()
                .filter(each -> each.question().id().equals(id))
                .flatMap(each -> each.evidence().stream())
                .filter(finding ->
                        finding.standing() == Standing.WEAK && finding.fact().startsWith(start))
                .map(finding -> Printable.text(finding.subject() + "  " + finding.fact(), 200))
                .limit(12)
                .toList();
    }

    private static boolean isLeaving(String line) {
        return line.strip().toLowerCase(Locale.ROOT).matches("exit|quit|q|leave");
    }
}
