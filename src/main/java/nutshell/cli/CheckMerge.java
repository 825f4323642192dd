package nutshell.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import nutshell.checklist.Checklist;
import nutshell.checklist.Question;
import nutshell.checklist.Standing;
import nutshell.fleet.Fleet;
import nutshell.fleet.LastFleet;
import nutshell.fleet.Reports;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import nutshell.report.FleetHtml;
import nutshell.report.FleetJson;
import nutshell.report.FleetSarif;
import nutshell.report.FleetText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nutshell check merge}: many hosts' reports as one. */
@Command(
        name = "merge",
        description = {
            "Make many hosts' JSON reports into one: by question, by host, by image, and who differs.",
            "A report that cannot be used is named and stops nobody; of one host the newest counts."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: nutshell check merge reports/ --baseline fleet-last.json --format html --output fleet.html"
        })
final class CheckMerge implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "REPORT",
            description = "files, directories of *.json, or - for documents on standard input")
    private List<String> reports = new ArrayList<>();

    @Option(names = "--format", paramLabel = "text|html|json|sarif", description = "how to report")
    private String format = "text";

    @Option(names = "--json", description = "the same as --format json")
    private boolean json;

    @Option(names = "--output", paramLabel = "FILE", description = "where to write the report")
    private @Nullable Path output;

    @Option(names = "--baseline", paramLabel = "FLEET.json", description = "tell what is new since that fleet report")
    private @Nullable Path baseline;

    @Option(names = "--expect", split = ",", paramLabel = "HOST", description = "name those of these without a report")
    private List<String> expected = new ArrayList<>();

    @Option(
            names = "--fail-on",
            split = ",",
            paramLabel = "weak|unknown|missing",
            description = "end with status 1 if there is any; missing: of those expected, or left out")
    private List<String> failOn = new ArrayList<>();

    @Override
    public Integer call() {
        String chosen = json ? "json" : format;
        insist("--format", chosen, List.of("text", "html", "json", "sarif"));
        failOn.forEach(word -> insist("--fail-on", word, List.of("weak", "unknown", "missing")));
        Reports all = new Reports(known());
        reports.forEach(each -> add(all, each));
        Fleet fleet = all.fleet();
        FleetText.Beside beside = new FleetText.Beside(
                fleet.missing(expected),
                baseline == null ? List.of() : LastFleet.changes(baseline, fleet),
                baseline != null);
        tell(chosen, fleet, beside);
        fleet.leftOut().stream()
                .limit(chosen.equals("text") && output == null ? 0 : 20)
                .forEach(each -> System.err.println("nutshell: left out " + each.report() + ": " + each.why()));
        return fails(fleet, beside) ? Refusal.Kind.FAILED.status() : 0;
    }

    private static List<Question> known() {
        return Files.isDirectory(CheckCommand.folder())
                ? Checklist.read(CheckCommand.folder()).questions()
                : List.of();
    }

    private static void add(Reports all, String name) {
        if (!name.equals("-")) {
            all.add(Path.of(name));
            return;
        }
        try {
            all.add("standard input", System.in);
        } catch (IOException e) {
            throw Refusal.failed(
                    "standard input cannot be read: " + Printable.text(e.getMessage(), 200),
                    "cat reports/*.json | nutshell check merge -");
        }
    }

    private void tell(String format, Fleet fleet, FleetText.Beside beside) {
        Instant now = Instant.now();
        switch (format) {
            case "html" -> TextFiles.report(output, FleetHtml.of(fleet, beside, now));
            case "json" -> TextFiles.document(output, out -> Json.write(FleetJson.of(fleet, beside, now), false, out));
            case "sarif" -> TextFiles.document(output, out -> Json.write(FleetSarif.of(fleet, now), true, out));
            default -> ReportPage.report(output, String.join("\n", FleetText.of(fleet, beside)) + "\n");
        }
    }

    private boolean fails(Fleet fleet, FleetText.Beside beside) {
        boolean missing = !beside.missing().isEmpty() || !fleet.leftOut().isEmpty();
        return (failOn.contains("missing") && missing)
                || fleet.hosts().stream()
                        .anyMatch(host -> (failOn.contains("weak") && host.count(Standing.WEAK) > 0)
                                || (failOn.contains("unknown") && host.count(Standing.UNKNOWN) > 0));
    }

    private static void insist(String option, String word, List<String> known) {
        if (!known.contains(word)) {
            throw Refusal.usage(
                    "%s takes %s, not '%s'".formatted(option, String.join(", ", known), Printable.text(word, 50)),
                    "nutshell check merge reports/ --format html --output fleet.html");
        }
    }
}
