package nutshell.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nutshell.checklist.Assessed;
import nutshell.checklist.Assessment;
import nutshell.checklist.Finding;
import nutshell.checklist.Question;
import nutshell.checklist.Standing;
import nutshell.refusals.Printable;

/** SARIF 2.1.0: a rule for each question, a result for each finding that is weak, unknown or for a person to weigh. */
public final class SarifReport {

    private SarifReport() {}

    public static Map<String, Object> of(Assessment assessment) {
        List<Map<String, Object>> results = new ArrayList<>();
        List<Assessed> questions = assessment.questions();
        for (int i = 0; i < questions.size(); i++) {
            for (Finding finding : questions.get(i).evidence()) {
                if (finding.standing().compareTo(Standing.GOOD) < 0) {
                    results.add(result(questions.get(i).question().id(), i, finding));
                }
            }
        }
        return document(questions.stream().map(Assessed::question).toList(), assessment.at(), results);
    }

    /** Around results whose {@code ruleIndex} is the place of their question. */
    static Map<String, Object> document(List<Question> questions, Instant at, List<Map<String, Object>> results) {
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "nutshell check");
        driver.put("informationUri", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html");
        driver.put("rules", questions.stream().map(SarifReport::rule).toList());
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put(
                "invocations",
                List.of(Map.of(
                        "executionSuccessful",
                        true,
                        "endTimeUtc",
                        at.truncatedTo(ChronoUnit.SECONDS).toString())));
        run.put("results", results);
        Map<String, Object> sarif = new LinkedHashMap<>();
        sarif.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        sarif.put("version", "2.1.0");
        sarif.put("runs", List.of(run));
        return sarif;
    }

    private static Map<String, Object> rule(Question question) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", question.id());
        rule.put("shortDescription", Map.of("text", question.asks()));
        rule.put("fullDescription", Map.of("text", question.why().isEmpty() ? question.asks() : question.why()));
        rule.put("help", Map.of("text", question.ifWeak().isEmpty() ? question.asks() : question.ifWeak()));
        rule.put("properties", Map.of("tags", List.of(question.group()), "references", question.references()));
        return rule;
    }

    /** One finding; its subject is what makes it the same one tomorrow. */
    static Map<String, Object> result(String id, int index, Finding finding) {
        String subject = Printable.text(finding.subject());
        boolean fails = finding.standing() == Standing.WEAK;
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", id);
        result.put("ruleIndex", index);
        // The standard keeps levels for failures alone.
        result.put("level", fails ? "warning" : "none");
        result.put("kind", fails ? "fail" : finding.standing() == Standing.UNKNOWN ? "open" : "review");
        result.put("message", Map.of("text", escaped(subject + ": " + Printable.text(finding.fact()))));
        result.put("locations", List.of(location(subject, Printable.text(finding.source()))));
        result.put("partialFingerprints", Map.of("subjectAndQuestion/v1", id + "/" + subject));
        return result;
    }

    private static Map<String, Object> location(String subject, String source) {
        String path = source.startsWith("/") || source.matches("[A-Za-z0-9._/-]+") ? source : "nutshell/" + subject;
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("physicalLocation", Map.of("artifactLocation", Map.of("uri", uri(path))));
        location.put("logicalLocations", List.of(Map.of("fullyQualifiedName", subject)));
        return location;
    }

    private static String uri(String path) {
        String encoded = URLEncoder.encode(path, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
        return encoded.startsWith("/") ? "file://" + encoded : encoded;
    }

    /** In a message's text, brackets begin a link, and braces a placeholder (SARIF 2.1.0, 3.11). */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace("{", "{{")
                .replace("}", "}}");
    }
}
