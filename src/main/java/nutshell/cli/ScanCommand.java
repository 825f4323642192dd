package nutshell.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import nutshell.vulnerabilities.Comparison;
import nutshell.vulnerabilities.Database;
import nutshell.vulnerabilities.Sbom;
import nutshell.vulnerabilities.Scan;
import nutshell.vulnerabilities.ScannerReport;
import nutshell.vulnerabilities.Severity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nutshell scan}: what is installed in an image or a tree, and what is publicly known to be wrong with it. */
@Command(
        name = "scan",
        description = {
            "Packages with known flaws: in an image, a tree of files, or whatever runs here. Reading only, offline.",
            "Tells what those who built a package say apart from what its project's numbers say."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: nutshell scan debian.tar --db osv --fail-on high"})
public final class ScanCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "IMAGE|ROOTFS|docker:NAME|podman:NAME|lab:TREE",
            description = "an archive or layout, a directory, an engine's image, or a tree that a lab brings")
    private @Nullable String target;

    @Option(
            names = "--db",
            paramLabel = "DIR",
            description = "your download of OSV's data (*.json, all.zip); without it, the few records of lab 28")
    private @Nullable Path database;

    @Option(names = "--only", paramLabel = "ID", description = "one flaw, in full")
    private @Nullable String only;

    @Option(names = "--sbom", paramLabel = "FILE", description = "write what is installed as a CycloneDX document")
    private @Nullable Path sbom;

    @Option(
            names = "--compare",
            split = ",",
            paramLabel = "REPORT.json",
            description = "reports of Trivy or Grype on the same: who says what, and why")
    private List<Path> reports = new ArrayList<>();

    @Option(names = "--running", description = "the images of all containers that run here")
    private boolean running;

    @Option(
            names = "--fail-on",
            paramLabel = "low|medium|high|critical",
            description = "end with status 1 for a flaw as severe, or that nobody has scored")
    private @Nullable String failOn;

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Optional<Severity> threshold = Optional.ofNullable(failOn).map(ScanCommand::threshold);
        Database records = Database.at(Optional.ofNullable(database).orElseGet(Home::vulnerabilities));
        if (running) {
            return tell(new RunningScan(records, database != null).of(), threshold);
        }
        String named = Optional.ofNullable(target)
                .orElseThrow(() -> Refusal.usage(
                        "scan: what is to be scanned is missing",
                        "nutshell scan docker:web, or nutshell scan --running"));
        List<ScannerReport> others = reports.stream().map(ScannerReport::read).toList();
        Scan scan = ScanTarget.scan(named, records);
        Optional.ofNullable(sbom)
                .ifPresent(file -> TextFiles.write(file, Json.document(Sbom.of(named, scan.inventory())) + "\n"));
        ScanReport report = new ScanReport(
                named,
                Optional.ofNullable(only).map(scan::only).orElse(scan),
                database != null,
                only != null,
                others.isEmpty() ? Optional.empty() : Optional.of(Comparison.of(scan, others)));
        return tell(report, threshold);
    }

    private int tell(Told report, Optional<Severity> threshold) {
        if (json) {
            print(List.of(Json.document(report.json())));
        } else {
            print(report.lines(Colors.forTerminal(isForTerminal()), 80));
        }
        return threshold
                .filter(limit -> report.worst()
                        .filter(worst -> worst.compareTo(limit) >= 0)
                        .isPresent())
                .map(limit -> 1)
                .orElse(0);
    }

    /** As a word of the shell it has no parent, and its lines become the shell's, which may be a script's. */
    private boolean isForTerminal() {
        return Objects.requireNonNull(spec).parent() != null && TextFiles.isTerminal(1);
    }

    private void print(List<String> lines) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
    }

    private static Severity threshold(String word) {
        return Severity.of(word)
                .filter(severity -> severity != Severity.NONE && severity != Severity.UNKNOWN)
                .orElseThrow(() -> Refusal.usage(
                        "--fail-on takes low, medium, high or critical, not '" + Printable.text(word, 40) + "'",
                        "nutshell scan image.tar --fail-on high"));
    }
}
