package nutshell.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import nutshell.gate.Candidate;
import nutshell.gate.DetachedSignature;
import nutshell.gate.Policy;
import nutshell.gate.Rule;
import nutshell.gate.ScanDocument;
import nutshell.gate.Violation;
import nutshell.images.OpenImage;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nutshell gate}: whether an image may pass a policy. */
@Command(
        name = "gate",
        description = {
            "Judge an image by a policy: status 0 where it passes, 1 where it does not, each violation with its name.",
            "A policy's keys, all of them optional: labs/policies/example.yaml has them with what they mean."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: nutshell gate docker:web@sha256:… --policy policy.yaml --scan scan.json"})
public final class GateCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "IMAGE",
            description = "as for image show; docker:NAME and podman:NAME may name a container: its image is judged")
    private String reference = "";

    @Option(names = "--policy", required = true, paramLabel = "FILE", description = "the policy, in YAML")
    private Path policy = Path.of("policy.yaml");

    @Option(names = "--scan", paramLabel = "FILE", description = "what nutshell scan IMAGE --json has written")
    private @Nullable Path scan;

    @Option(
            names = "--signature",
            paramLabel = "FILE",
            description = "a signature in base64, in place of one beside the image")
    private @Nullable Path signature;

    @Option(names = "--payload", paramLabel = "FILE", description = "what was signed: cosign's payload")
    private @Nullable Path payload;

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Policy demands = Policy.read(LabFiles.policy(policy));
        Optional<ScanDocument> scanned =
                Optional.ofNullable(scan).map(LabFiles::policy).map(ScanDocument::read);
        try (OpenImage image = ImageCommand.open(reference)) {
            List<Violation> violations = demands.judge(new Candidate(image, scanned, detached(), Clock.systemUTC()));
            tell(json ? List.of(Json.document(json(image, demands, violations))) : lines(image, violations));
            return violations.isEmpty() ? 0 : 1;
        }
    }

    private Optional<DetachedSignature> detached() {
        if (signature == null && payload == null) {
            return Optional.empty();
        }
        if (signature == null || payload == null) {
            throw Refusal.usage(
                    "--signature and --payload belong together",
                    "nutshell gate image.tar --policy policy.yaml --payload payload.json --signature image.sig");
        }
        return Optional.of(DetachedSignature.read(payload, signature));
    }

    private List<String> lines(OpenImage image, List<Violation> violations) {
        Paint paint = Colors.forTerminal(TextFiles.isTerminal(1));
        List<String> lines = new ArrayList<>();
        lines.add(paint.strong("image " + Printable.text(image.name(), 200)) + "   " + image.id());
        for (Violation violation : violations) {
            lines.add("  " + paint.bad("%-26s".formatted(violation.name())) + " " + violation.what());
        }
        lines.add(
                violations.isEmpty()
                        ? paint.good("  passes " + Printable.text(policy.toString(), 200))
                        : paint.bad("  refused by " + Printable.text(policy.toString(), 200)));
        return lines;
    }

    private Map<String, @Nullable Object> json(OpenImage image, Policy demands, List<Violation> violations) {
        Map<String, @Nullable Object> document = Json.schema("nutshell.gate/1");
        document.put("image", image.name());
        document.put("id", image.id());
        document.put("digests", image.digests());
        document.put("policy", policy.toString());
        document.put("asked_for", demands.rules().stream().map(Rule::key).toList());
        document.put("passes", violations.isEmpty());
        document.put("violations", violations);
        return document;
    }

    private void tell(List<String> lines) {
        PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
    }
}
