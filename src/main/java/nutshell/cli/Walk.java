package nutshell.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import nutshell.checklist.Answer;
import nutshell.checklist.Answers;
import nutshell.checklist.Assessed;
import nutshell.checklist.Assessment;
import nutshell.checklist.Finding;
import nutshell.checklist.Goal;
import nutshell.checklist.GoalsPage;
import nutshell.checklist.Question;
import nutshell.checklist.Standing;
import nutshell.checklist.StartSmall;
import nutshell.refusals.Printable;
import nutshell.report.TextReport;

/**
 * Goals first, then one question at a time: the evidence, what it means, and what the person makes of it. Every answer is
 * kept the moment it is given.
 */
final class Walk {

    private static final String PROMPT = "answer (good, weak, accepted, not for us, later, why, show, back)> ";
    private static final String WORDS =
            "good, weak, accepted, not for us or later; why, what, fix, show, evidence; back, skip, search WORD, go ID; exit";

    private final Conversation terminal;
    private final Consumer<Answers> keep;
    private final boolean startSmall;
    private final GoalsPage goals;
    private final QuestionPage page;
    private Answers answers;

    Walk(Conversation terminal, GoalsPage goals, Answers answers, boolean startSmall, Consumer<Answers> keep) {
        this.goals = goals;
        this.terminal = terminal;
        this.page = new QuestionPage(terminal);
        this.answers = answers;
        this.startSmall = startSmall;
        this.keep = keep;
    }

    /** Walks to the end, or to where the person leaves. */
    void run(Function<Answers, Assessment> assess) {
        if (answers.goals().isEmpty() && answers.answers().isEmpty()) {
            Optional<List<Goal>> chosen = new WalkGoals(terminal, goals).ask();
            if (chosen.isEmpty()) {
                return;
            }
            kept(answers.withGoals(chosen.get()));
        }
        Assessment assessment = assess.apply(answers);
        List<Assessed> questions = startSmall
                ? StartSmall.of(assessment, answers.goals(), goals.first())
                : StartSmall.order(assessment.questions(), answers.goals(), goals.first());
        if (questions(questions)) {
            end(assessment);
        } else {
            terminal.say("Kept. `nutshell check` goes on from here.");
        }
    }

    /** False where the person left. */
    private boolean questions(List<Assessed> questions) {
        int at = firstOpen(questions);
        long done = questions.stream().filter(each -> !isOpen(each)).count();
        if (done > 0) {
            terminal.say("%d of %d are answered. `back` and `go ID` lead to them.".formatted(done, questions.size()));
        } else {
            terminal.tell("", "Answer with a word, or type " + WORDS + ". Tab completes, Enter skips.");
        }
        while (at < questions.size()) {
            Optional<Integer> next = question(questions, at);
            if (next.isEmpty()) {
                return false;
            }
            at = Math.max(0, next.get());
        }
        return true;
    }

    /** The first that nobody answered, or that has come due; where there is none, the first. */
    private int firstOpen(List<Assessed> questions) {
        for (int i = 0; i < questions.size(); i++) {
            if (isOpen(questions.get(i))) {
                return i;
            }
        }
        return 0;
    }

    private boolean isOpen(Assessed assessed) {
        return given(assessed)
                .filter(answer -> answer.choice() != Answer.Choice.LATER && !answer.isOverdue(CheckCommand.today()))
                .isEmpty();
    }

    private Optional<Answer> given(Assessed assessed) {
        return Optional.ofNullable(answers.answers().get(assessed.question().id()));
    }

    /** Shows one question until it is answered; where to go next, or nothing to leave. */
    private Optional<Integer> question(List<Assessed> questions, int at) {
        Assessed assessed = questions.get(at);
        page.show(assessed, at + 1, questions.size(), given(assessed));
        while (true) {
            Optional<String> line = terminal.ask(PROMPT);
            if (line.isEmpty() || isLeaving(line.get())) {
                return Optional.empty();
            }
            String word = line.get().strip().toLowerCase(Locale.ROOT);
            Optional<Answer.Choice> choice = Answer.Choice.of(word);
            if (choice.isPresent()) {
                WalkAnswer.Outcome outcome = new WalkAnswer(terminal).ask(choice.get());
                if (outcome instanceof WalkAnswer.Outcome.Left) {
                    return Optional.empty();
                }
                if (outcome instanceof WalkAnswer.Outcome.Given now) {
                    kept(answers.with(assessed.question().id(), now.answer()));
                    return Optional.of(at + 1);
                }
                continue;
            }
            Optional<Integer> elsewhere = elsewhere(questions, at, word);
            if (elsewhere.isPresent()) {
                return elsewhere;
            }
            tell(assessed, line.get().strip());
        }
    }

    private Optional<Integer> elsewhere(List<Assessed> questions, int at, String word) {
        if (word.equals("back")) {
            return Optional.of(at - 1);
        }
        return word.isEmpty() || word.equals("skip") || word.equals("next")
                ? Optional.of(at + 1)
                : searched(questions, at, word);
    }

    /** The next one behind this that is called so, or is about it. */
    private static Optional<Integer> searched(List<Assessed> questions, int at, String word) {
        String wanted = word.replaceFirst("^(go|search) +", "");
        for (int i = 1; i <= questions.size(); i++) {
            Assessed other = questions.get((at + i) % questions.size());
            if (other.question().id().equalsIgnoreCase(wanted)
                    || (word.startsWith("search ") && isAbout(other, wanted))) {
                return Optional.of((at + i) % questions.size());
            }
        }
        return Optional.empty();
    }

    private static boolean isAbout(Assessed assessed, String wanted) {
        Question question = assessed.question();
        return Stream.concat(
                        Stream.of(
                                question.asks(),
                                question.why(),
                                question.whatWeLookAt(),
                                question.ifWeak(),
                                question.group()),
                        assessed.evidence().stream().map(Finding::subject))
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private void tell(Assessed assessed, String typed) {
        String word = typed.toLowerCase(Locale.ROOT);
        switch (word) {
            case "why" -> page.prose("Why it matters", assessed.question().why());
            case "what" -> page.prose("What we look at", assessed.question().whatWeLookAt());
            case "fix" -> page.prose("If it is weak", assessed.question().ifWeak());
            case "show" -> new WalkShow(terminal).show(assessed);
            case "evidence", "again" -> page.evidence(assessed);
            default -> {
                if (word.startsWith("search ")) {
                    terminal.tell(
                            "",
                            "Nothing about '" + Printable.text(typed.replaceFirst("^\\w+ +", ""), 60)
                                    + "' is among the questions.");
                } else if (word.matches("go .*|[a-z]{3}-[0-9]+")) {
                    terminal.tell(
                            "",
                            "There is no '" + Printable.text(typed.replaceFirst("^go +", ""), 60)
                                    + "' among the questions; this one is "
                                    + assessed.question().id() + ".");
                } else {
                    terminal.tell("", WORDS);
                }
            }
        }
    }

    private void kept(Answers now) {
        answers = now;
        keep.accept(now);
    }

    private void end(Assessment assessment) {
        forgotten(assessment);
        terminal.say("");
        terminal.tell("", TextReport.summary(assessment));
        terminal.tell(
                "", "A report to keep or to show: nutshell check --evidence-only --format html --output check.html");
    }

    /** What nobody thinks of: what does not run, and what nobody names any more. */
    private void forgotten(Assessment assessment) {
        List<String> stopped = subjects(assessment, "CNF-12", "lies ");
        List<String> old = subjects(assessment, "IMG-5", "runs an");
        if (!stopped.isEmpty() || !old.isEmpty()) {
            terminal.say("");
            terminal.say(terminal.paint().strong("And what was forgotten?"));
            stopped.forEach(name -> terminal.tell("  ", "stopped   " + name));
            old.forEach(name -> terminal.tell("  ", "old       " + name));
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

    static boolean isLeaving(String line) {
        return line.strip().toLowerCase(Locale.ROOT).matches("exit|quit|q|leave");
    }
}
