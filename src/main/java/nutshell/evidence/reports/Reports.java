package nutshell.evidence.reports;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import nutshell.evidence.Documents;
import nutshell.evidence.Evidence;
import nutshell.evidence.FactSheet;
import nutshell.evidence.Facts;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Recognizes a report by its form: Trivy, Grype, Clair, MicroScanner, kube-bench, kube-hunter, docker-bench-security, SBOMs. */
public final class Reports {

    private Reports() {}

    /** Reads a file that somebody named; refuses one that is no report we know. */
    public static Facts read(Path file) {
        Evidence<JsonNode> document = Documents.json(file);
        JsonNode json = document.fact()
                .orElseThrow(() -> Refusal.usage(
                        "--import %s: %s"
                                .formatted(
                                        Printable.text(file.toString()),
                                        document.unseen().orElse("")),
                        "trivy image --format json -o report.json IMAGE"));
        return parse(file.toString(), json)
                .orElseThrow(() -> Refusal.usage(
                        "--import %s: no report of a tool we know; expected JSON of Trivy, Grype, Clair, MicroScanner, kube-bench, kube-hunter, docker-bench-security, or an SBOM (CycloneDX, SPDX)"
                                .formatted(Printable.text(file.toString())),
                        "trivy image --format json -o report.json IMAGE"));
    }

    static java.util.Optional<Facts> parse(String source, JsonNode json) {
        String tool = tool(json);
        if (tool.isEmpty()) {
            return java.util.Optional.empty();
        }
        FactSheet sheet = new FactSheet();
        if (tool.matches("CycloneDX|SPDX")) {
            return java.util.Optional.of(sheet.seen(source, "sbom", true).of("reports", source));
        }
        TreeMap<String, Long> counts = new TreeMap<>();
        TreeSet<String> versions = new TreeSet<>();
        severities(json, tool).forEach(severity -> counts.merge(severity.toLowerCase(Locale.ROOT), 1L, Long::sum));
        json.findValues("CVSS")
                .forEach(scores -> scores.forEach(score -> score.fieldNames().forEachRemaining(name -> {
                    if (name.matches("V[234][0-9]*Score")) {
                        versions.add(name.substring(1, 2));
                    }
                })));
        json.findValues("cvss")
                .forEach(scores -> scores.findValuesAsText("version")
                        .forEach(version -> versions.add(version.substring(0, Math.min(1, version.length())))));
        return java.util.Optional.of(sheet.seen(source, "tool", tool)
                .seen(source, "critical", counts.getOrDefault("critical", 0L))
                .seen(source, "high", counts.getOrDefault("high", 0L) + counts.getOrDefault("fail", 0L))
                .seen(source, "cvss_versions", versions)
                .of("reports", source));
    }

    private static String tool(JsonNode json) {
        if (json.has("bomFormat") || json.has("spdxVersion")) {
            return json.has("bomFormat") ? "CycloneDX" : "SPDX";
        }
        if (json.has("Results") && (json.has("ArtifactName") || json.has("SchemaVersion"))) {
            return "Trivy";
        }
        if (json.has("matches") && json.has("descriptor")) {
            return "Grype";
        }
        if (json.has("Controls") || (json.path(0).has("tests") && json.path(0).has("node_type"))) {
            return "kube-bench";
        }
        if (json.has("vulnerabilities") && (json.has("nodes") || json.has("hunter_statistics"))) {
            return "kube-hunter";
        }
        if (json.has("dockerbenchsecurity")) {
            return "docker-bench-security";
        }
        if (json.has("scan_started") && json.has("resources")) {
            return "MicroScanner";
        }
        boolean clair = (json.has("manifest_hash") && json.has("vulnerabilities"))
                || json.has("LayerCount")
                || json.path("Layer").has("Features")
                || (json.has("vulnerabilities") && json.has("unapproved"));
        return clair ? "Clair" : "";
    }

    private static Collection<String> severities(JsonNode json, String tool) {
        return switch (tool) {
            case "Trivy" -> json.findValuesAsText("Severity");
            case "Grype" ->
                Facts.elements(json.path("matches")).stream()
                        .map(match ->
                                match.path("vulnerability").path("severity").asText(""))
                        .toList();
            case "Clair" ->
                json.has("manifest_hash")
                        ? json.findValuesAsText("normalized_severity")
                        : first(json.findValuesAsText("Severity"), json.findValuesAsText("severity"));
            case "MicroScanner" -> json.findValuesAsText("nvd_severity");
            case "kube-hunter" -> json.findValuesAsText("severity");
            case "kube-bench" -> first(json.findValuesAsText("status"), List.of());
            // Its WARN is a finding, its INFO and PASS are not; which it means is for a person to weigh.
            default ->
                json.findValuesAsText("result").stream()
                        .map(result -> result.equals("WARN") ? "fail" : "")
                        .toList();
        };
    }

    private static List<String> first(List<String> one, List<String> other) {
        return one.isEmpty() ? other : one;
    }
}
