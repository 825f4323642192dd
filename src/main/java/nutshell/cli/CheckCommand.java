package nutshell.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import nutshell.checklist.Answers;
import nutshell.checklist.Assessed;
import nutshell.checklist.Assessment;
import nutshell.checklist.Baseline;
import nutshell.checklist.Change;
import nutshell.checklist.Checklist;
import nutshell.checklist.GoalsPage;
import nutshell.checklist.Standing;
import nutshell.checklist.StartSmall;
import nutshell.container.Places;
import nutshell.evidence.Facts;
import nutshell.evidence.Machine;
import nutshell.evidence.containers.Engines;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import nutshell.report.PolicyReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nutshell check}: questions about your own containers, with the evidence for each. */
@Command(
        name = "check",
        description = {
            "Questions about your own containers, with evidence from this machine. Reading only, but for --publish.",
            "On a terminal it walks through them and keeps your answers; elsewhere it reports."
        },
        mixinStandardHelpOptions = true,
        subcommands = CheckMerge.class,
        footer = {"", "Example: nutshell check --evidence-only --format html --output check.html"})
final class CheckCommand implements Callable<Integer> {

    @Option(names = "--only", split = ",", paramLabel = "GROUP|ID", description = "only these questions")
    private List<String> only = new ArrayList<>();

    @Option(names = "--start-small", description = "the five that matter most for your goals")
    private boolean startSmall;

    @Option(names = "--evidence-only", description = "ask nothing: report what was found")
    private boolean evidenceOnly;

    @Option(names = "--answers", paramLabel = "FILE", description = "where your answers lie (JSON or YAML)")
    private @Nullable Path answersFile;

    @Option(
            names = "--target",
            split = ",",
            paramLabel = "docker|podman|kubernetes|machine|dir=PATH",
            description = "what to look at; without it, this machine, every engine here and your kubeconfig's cluster")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--runtime-socket", paramLabel = "URI", description = "an engine's socket: unix:///PATH")
    private List<String> sockets = new ArrayList<>();

    @Option(names = "--import", paramLabel = "FILE", description = "another tool's report (JSON) as evidence")
    private List<Path> imports = new ArrayList<>();

    @Option(names = "--format", paramLabel = "text|md|html|json|sarif|policyreport", description = "how to report")
    private @Nullable String format;

    @Option(names = "--json", description = "the same as --format json")
    private boolean json;

    @Option(names = "--output", paramLabel = "FILE", description = "where to write the report")
    private @Nullable Path output;

    @Option(
            names = "--publish",
            paramLabel = "node/NAME|cluster",
            description = "write it to your cluster too, as the ClusterPolicyReport of that node or of the cluster")
    private @Nullable String publish;

    @Option(names = "--baseline", paramLabel = "PREVIOUS.json", description = "tell what is new, gone, worse, better")
    private @Nullable Path baseline;

    @Option(
            names = "--fail-on",
            split = ",",
            paramLabel = "weak|unknown|overdue",
            description = "end with status 1 if there is any")
    private List<String> failOn = new ArrayList<>();

    @Override
    public Integer call() {
        FailOn threshold = FailOn.parse(failOn);
        ReportFormat chosen = ReportFormat.parse(json ? "json" : format == null ? "text" : format);
        Targets wanted = Targets.of(targets, sockets, imports, System.getenv());
        CompletableFuture<List<Facts>> facts = CompletableFuture.supplyAsync(wanted::collect);
        Checklist checklist = checklist();
        Path file = Optional.ofNullable(answersFile).orElseGet(CheckCommand::usualAnswers);
        Answers answers = Answers.read(file);
        Optional<Baseline> before = Optional.ofNullable(baseline).map(Baseline::read);
        Optional<PublishedReport> published = Optional.ofNullable(publish).map(PublishedReport::begin);
        if (walks()) {
            return TerminalWalk.begin(
                    file,
                    GoalsPage.read(folder()),
                    answers,
                    startSmall,
                    now -> assess(checklist, () -> joined(facts), now));
        }
        Assessment assessment = assess(checklist, () -> joined(facts), answers);
        Assessment told = startSmall ? small(assessment, answers) : assessment;
        Optional<List<Change>> changes = before.map(last -> last.changes(told, today()));
        PolicyReport.Scope scope = published.map(PublishedReport::scope).orElseGet(CheckCommand::thisNode);
        String report = chosen.of(told, changes, scope);
        if (chosen == ReportFormat.TEXT) {
            ReportPage.report(output, report);
        } else {
            TextFiles.report(output, report);
        }
        published.ifPresent(place -> place.publish(told));
        return threshold.isMet(told, today()) ? Refusal.Kind.FAILED.status() : 0;
    }

    private boolean walks() {
        return !evidenceOnly
                && format == null
                && !json
                && output == null
                && publish == null
                && baseline == null
                && failOn.isEmpty()
                && TextFiles.isTerminal(0)
                && TextFiles.isTerminal(1);
    }

    static Path folder() {
        return Home.directory().resolve("checklist");
    }

    private Checklist checklist() {
        Checklist all = Checklist.read(folder());
        return only.isEmpty() ? all : all.only(only);
    }

    private static Assessment assess(Checklist checklist, Supplier<List<Facts>> collected, Answers answers) {
        List<Facts> facts = new ArrayList<>(collected.get());
        facts.addAll(answers.facts(today()));
        return Assessment.of(Machine.describe(), Instant.now(), checklist, facts, answers.answers());
    }

    /** Touches what a check needs, and tells nobody. */
    static void warmUp() {
        if (!Files.isDirectory(folder())) {
            return;
        }
        List<Facts> facts = new ArrayList<>(Targets.of(List.of(), List.of("unix:///nowhere"), List.of(), Map.of())
                .collect());
        facts.addAll(Engines.rehearse());
        Assessment assessment = assess(Checklist.read(folder()), () -> facts, Answers.NONE);
        ReportFormat.JSON.of(assessment, Optional.empty(), thisNode());
    }

    private static List<Facts> joined(CompletableFuture<List<Facts>> facts) {
        try {
            return facts.join();
        } catch (java.util.concurrent.CompletionException e) {
            throw e.getCause() instanceof Refusal refusal ? refusal : e;
        }
    }

    private static Assessment small(Assessment assessment, Answers answers) {
        List<Assessed> few = StartSmall.of(
                assessment, answers.goals(), GoalsPage.read(folder()).first());
        return assessment.only(few);
    }

    private static PolicyReport.Scope thisNode() {
        return PolicyReport.Scope.ofHost(Machine.describe().getOrDefault("name", "?"));
    }

    private static Path usualAnswers() {
        return Places.ofThisUser().state().resolve("check").resolve("answers.json");
    }

    static LocalDate today() {
        return LocalDate.now(ZoneId.systemDefault());
    }

    /** What ends a pipeline. */
    record FailOn(boolean weak, boolean unknown, boolean overdue) {

        static FailOn parse(List<String> words) {
            for (String word : words) {
                if (!List.of("weak", "unknown", "overdue").contains(word)) {
                    throw Refusal.usage(
                            "--fail-on takes weak, unknown or overdue, not '" + Printable.text(word, 50) + "'",
                            "nutshell check --fail-on weak,overdue");
                }
            }
            return new FailOn(words.contains("weak"), words.contains("unknown"), words.contains("overdue"));
        }

        /** A weak question that somebody accepted, and whose review is not due, stops nobody. */
        boolean isMet(Assessment assessment, LocalDate today) {
            boolean due = overdue && !assessment.overdue(today).isEmpty();
            return due
                    || assessment.questions().stream()
                            .anyMatch(each -> !isSettled(each, today)
                                    && each.evidence().stream()
                                            .anyMatch(finding -> (weak && finding.standing() == Standing.WEAK)
                                                    || (unknown && finding.standing() == Standing.UNKNOWN)));
        }

        private static boolean isSettled(Assessed assessed, LocalDate today) {
            return assessed.answer()
                    .filter(answer -> answer.choice().needsReason() && !answer.isOverdue(today))
                    .isPresent();
        }
    }
}
