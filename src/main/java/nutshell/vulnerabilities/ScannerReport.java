package nutshell.vulnerabilities;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * What another scanner has found, all of it strangers' text.
 *
 * @param scanner {@code trivy} or {@code grype}
 */
public record ScannerReport(String scanner, List<Entry> entries) {

    private static final String EXAMPLE =
            "trivy image -f json -o trivy.json IMAGE, or grype IMAGE -o json > grype.json";

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxDocumentLength(128L << 20)
                    .build())
            .build());

    /**
     * One flaw of one package.
     *
     * @param names of the flaw: the first is the scanner's, others are said to be the same
     * @param source whose word the severity is
     * @param state what is said of a fix: {@code fixed}, {@code affected}, {@code wont-fix}, …
     */
    public record Entry(
            List<String> names,
            String name,
            String version,
            String severity,
            String source,
            String fixedIn,
            String state) {

        boolean isOf(String flaw) {
            return names.contains(flaw);
        }

        /** By which everybody knows it. */
        String flaw() {
            return names.stream()
                    .filter(name -> name.startsWith("CVE-"))
                    .findFirst()
                    .orElse(names.get(0));
        }
    }

    public ScannerReport {
        entries = List.copyOf(entries);
    }

    public static ScannerReport read(Path file) {
        try {
            return parse(MAPPER.readTree(file.toFile()));
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw Refusal.usage(
                    "%s, line %d: no JSON: %s"
                            .formatted(
                                    Printable.text(file.toString()), line, Printable.text(e.getOriginalMessage(), 200)),
                    EXAMPLE);
        } catch (IOException e) {
            throw Refusal.failed(
                    Printable.text(file + " cannot be read: " + e.getMessage()),
                    "ls -l " + Printable.text(file.toString()));
        } catch (Refusal e) {
            throw e.at(Printable.text(file.toString()));
        }
    }

    static ScannerReport parse(JsonNode document) {
        if (document.path("Results").isArray()) {
            return new ScannerReport("trivy", trivy(document));
        }
        if (document.path("matches").isArray()) {
            return new ScannerReport("grype", grype(document));
        }
        throw Refusal.usage("neither a report of Trivy's (Results) nor of Grype's (matches)", EXAMPLE);
    }

    private static List<Entry> trivy(JsonNode document) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode result : document.path("Results")) {
            for (JsonNode found : result.path("Vulnerabilities")) {
                List<String> names =
                        new ArrayList<>(List.of(found.path("VulnerabilityID").asText("?")));
                found.path("VendorIDs").forEach(id -> names.add(id.asText("")));
                entries.add(new Entry(
                        List.copyOf(names),
                        found.path("PkgName").asText("?"),
                        found.path("InstalledVersion").asText(""),
                        severity(found.path("Severity")),
                        found.path("SeveritySource").asText("not said"),
                        found.path("FixedVersion").asText(""),
                        found.path("Status").asText("")));
            }
        }
        return entries;
    }

    private static List<Entry> grype(JsonNode document) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode match : document.path("matches")) {
            JsonNode found = match.path("vulnerability");
            List<String> names = new ArrayList<>(List.of(found.path("id").asText("?")));
            match.path("relatedVulnerabilities")
                    .forEach(related -> names.add(related.path("id").asText("")));
            List<String> fixes = new ArrayList<>();
            found.path("fix").path("versions").forEach(version -> fixes.add(version.asText("")));
            entries.add(new Entry(
                    List.copyOf(names),
                    match.path("artifact").path("name").asText("?"),
                    match.path("artifact").path("version").asText(""),
                    severity(found.path("severity")),
                    found.path("namespace").asText("not said"),
                    String.join(", ", fixes),
                    found.path("fix").path("state").asText("")));
        }
        return entries;
    }

    private static String severity(JsonNode word) {
        return word.asText("unknown").toLowerCase(Locale.ROOT);
    }
}
