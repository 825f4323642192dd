package nutshell.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import nutshell.checklist.Assessment;
import nutshell.checklist.Checklist;
import nutshell.evidence.Facts;
import nutshell.evidence.Machine;
import nutshell.report.JsonReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nutshell check}: questions with evidence. */
@Command(name = "check", description = "Questions about your own containers, with evidence.", mixinStandardHelpOptions = true,
        footer = {"", "Example: nutshell check --evidence-only --format json"})
final class CheckCommand implements Callable<Integer> {
    @Option(names = "--runtime-socket") private List<String> sockets = new ArrayList<>();
    @Option(names = "--target", split = ",") private List<String> targets = new ArrayList<>();
    @Option(names = "--only", split = ",") private List<String> only = new ArrayList<>();

    @Override
    public Integer call() {
        Checklist checklist = Checklist.read(Home.directory().resolve("checklist"));
        if (!only.isEmpty()) {
            checklist = checklist.only(only);
        }
        List<Facts> facts = Targets.of(targets, sockets, List.of(), System.getenv()).collect();
        Assessment assessment = Assessment.of(Machine.describe(), Instant.now(), checklist, facts, Map.of());
        System.out.println(Json.document(JsonReport.of(assessment, Optional.empty())));
        return 0;
    }
}
