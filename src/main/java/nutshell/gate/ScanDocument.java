package nutshell.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nutshell.evidence.Documents;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * What {@code nutshell scan IMAGE --json} wrote down.
 *
 * @param image the id of the image that was scanned, else empty
 * @param at when
 */
public record ScanDocument(Optional<String> image, Optional<Instant> at, List<Found> findings) {

    private static final String SCHEMA = "nutshell.scan/1";

    /** A flaw that is there, as far as the scan knows. */
    record Found(String flaw, String severity) {}

    public static ScanDocument read(Path file) {
        JsonNode document = Documents.json(file)
                .fact()
                .orElseThrow(() -> Refusal.usage(
                        Printable.text(file.toString()) + " is no scan: "
                                + Documents.json(file).unseen().orElse(""),
                        EXAMPLE));
        if (!document.path("schema").asText("").equals(SCHEMA)
                || !document.path("findings").isArray()) {
            throw Refusal.usage(
                    Printable.text(file.toString()) + " is no scan: expected \"schema\": \"" + SCHEMA
                            + "\" and findings",
                    EXAMPLE);
        }
        return of(document);
    }

    private static final String EXAMPLE = "nutshell scan docker:web --json > scan.json";

    private static ScanDocument of(JsonNode document) {
        List<Found> findings = new ArrayList<>();
        for (JsonNode finding : document.path("findings")) {
            if (!finding.path("verdict").asText("").equals("patched")) {
                findings.add(new Found(
                        finding.path("flaw").asText("?"),
                        finding.path("severity").asText("unknown")));
            }
        }
        return new ScanDocument(
                Optional.of(document.path("image").asText("")).filter(id -> !id.isEmpty()),
                instant(document.path("scanned_at").asText("")),
                findings);
    }

    /** Why there is no scan of this very image, if there is none. */
    static Optional<Violation> missing(Candidate candidate) {
        String id = candidate.image().id();
        if (candidate.scan().isEmpty()) {
            return Optional.of(new Violation("not-scanned", "no scan was given (--scan FILE)"));
        }
        Optional<String> scanned = candidate.scan().get().image();
        return scanned.equals(Optional.of(id))
                ? Optional.empty()
                : Optional.of(new Violation(
                        "scan-of-another-image",
                        "the scan is of %s, this is %s"
                                .formatted(
                                        scanned.map(of -> Printable.text(of, 80))
                                                .orElse("no image"),
                                        id)));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
