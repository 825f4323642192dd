package nutshell.report;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nutshell.checklist.Assessed;
import nutshell.checklist.Assessment;
import nutshell.checklist.Finding;
import nutshell.checklist.Standing;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * A ClusterPolicyReport ({@code wgpolicyk8s.io/v1alpha2}): a result for each finding that is not good, one for each
 * question that is good throughout, and the counts of all.
 */
public final class PolicyReport {

    /** An object of a cluster may have 1.5 MB in all (etcd's limit for a request). */
    static final int MOST_RESULTS = 1000;

    private static final int MOST_CHARACTERS = 600;

    /** Subjects in a cluster, as they are told: {@code kubernetes:shop deployment/web container app}. */
    private static final Pattern OBJECT = Pattern.compile("kubernetes(?::(\\S+))? ([a-z]+)/(\\S+)( .*)?");

    private static final List<String> KINDS = List.of(
            "Pod",
            "Deployment",
            "ReplicaSet",
            "StatefulSet",
            "DaemonSet",
            "Job",
            "CronJob",
            "Service",
            "ServiceAccount",
            "NetworkPolicy",
            "Namespace",
            "Role",
            "ClusterRole",
            "RoleBinding",
            "ClusterRoleBinding");

    private PolicyReport() {}

    /** What was looked at: a node by its name, or the cluster's objects. */
    public record Scope(Optional<String> node) {

        private static final String NODE = "node/";

        /** {@code node/NAME} or {@code cluster}; refuses what could be no object's name. */
        public static Scope parse(String word) {
            if (word.equals("cluster")) {
                return new Scope(Optional.empty());
            }
            String name = word.startsWith(NODE) ? word.substring(NODE.length()) : "";
            // RFC 1123, section 2.1, in lower case; the report's own name goes before it.
            if (!name.matches("[a-z0-9]([a-z0-9.-]{0,230}[a-z0-9])?")) {
                throw Refusal.usage(
                        "--publish takes node/NAME or cluster, not '" + Printable.text(word, 100) + "'",
                        "nutshell check --evidence-only --publish node/worker-1");
            }
            return new Scope(Optional.of(name));
        }

        /** A machine's own name, made into one that an object may have. */
        public static Scope ofHost(String name) {
            String plain =
                    name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-").replaceAll("^[.-]+|[.-]+$", "");
            return new Scope(Optional.of(plain.isEmpty() ? "unnamed" : plain));
        }

        /** The report's name among those of its kind. */
        public String name() {
            return node.map(name -> "nutshell-node-" + name).orElse("nutshell-cluster");
        }
    }

    /** The object that the API takes. */
    public static Map<String, Object> of(Assessment assessment, Scope scope) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("apiVersion", "wgpolicyk8s.io/v1alpha2");
        report.put("kind", "ClusterPolicyReport");
        report.put(
                "metadata", Map.of("name", scope.name(), "labels", Map.of("app.kubernetes.io/managed-by", "nutshell")));
        scope.node().ifPresent(node -> report.put("scope", Map.of("apiVersion", "v1", "kind", "Node", "name", node)));
        report.put("summary", summary(assessment));
        List<Map<String, Object>> results = results(assessment);
        report.put("results", results.size() > MOST_RESULTS ? cut(results, assessment) : results);
        return report;
    }

    private static Map<String, Integer> summary(Assessment assessment) {
        Map<String, Integer> summary = new LinkedHashMap<>();
        List.of("pass", "fail", "warn", "error", "skip").forEach(word -> summary.put(word, 0));
        for (Assessed assessed : assessment.questions()) {
            assessed.evidence()
                    .forEach(finding ->
                            summary.merge(outcome(assessment, assessed, finding.standing()), 1, Integer::sum));
        }
        return summary;
    }

    /** The worst first, so that what does not fit is the least. */
    private static List<Map<String, Object>> results(Assessment assessment) {
        record Ranked(Standing standing, Map<String, Object> result) {}
        List<Ranked> ranked = new ArrayList<>();
        for (Assessed assessed : assessment.questions()) {
            if (assessed.standing() == Standing.GOOD) {
                String fact =
                        "%d looked at, all good".formatted(assessed.evidence().size());
                Finding all = new Finding("", "", fact, Standing.GOOD);
                ranked.add(new Ranked(Standing.GOOD, result(assessment, assessed, all)));
            }
            assessed.evidence().stream()
                    .filter(finding -> finding.standing().compareTo(Standing.GOOD) < 0)
                    .forEach(finding ->
                            ranked.add(new Ranked(finding.standing(), result(assessment, assessed, finding))));
        }
        ranked.sort(Comparator.comparing(Ranked::standing));
        return ranked.stream().map(Ranked::result).toList();
    }

    private static List<Map<String, Object>> cut(List<Map<String, Object>> results, Assessment assessment) {
        List<Map<String, Object>> few = new ArrayList<>(results.subList(0, MOST_RESULTS - 1));
        Map<String, Object> rest = new LinkedHashMap<>();
        rest.put("policy", "nutshell");
        rest.put("source", "nutshell check");
        rest.put("result", "skip");
        rest.put("message", "%d more do not fit; the summary counts them".formatted(results.size() - few.size()));
        rest.put("timestamp", timestamp(assessment));
        few.add(rest);
        return few;
    }

    private static Map<String, Object> result(Assessment assessment, Assessed assessed, Finding finding) {
        String subject = Printable.text(finding.subject(), MOST_CHARACTERS);
        String fact = Printable.text(finding.fact(), MOST_CHARACTERS);
        String outcome = outcome(assessment, assessed, finding.standing());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("policy", assessed.question().id());
        result.put("rule", assessed.question().rule());
        result.put("category", assessed.question().group());
        result.put("source", "nutshell check");
        result.put("result", outcome);
        result.put("scored", !outcome.equals("warn"));
        result.put("message", subject.isEmpty() ? fact : subject + ": " + fact);
        result.put("timestamp", timestamp(assessment));
        object(subject).ifPresent(object -> result.put("resources", List.of(object)));
        if (!subject.isEmpty()) {
            String source = Printable.text(finding.source(), MOST_CHARACTERS);
            result.put("properties", Map.of("subject", subject, "source", source));
        }
        return result;
    }

    /** In the API's words a warning is what is not met and not scored: what a person has accepted, or must weigh. */
    private static String outcome(Assessment assessment, Assessed assessed, Standing standing) {
        return switch (standing) {
            case WEAK -> isSettled(assessment, assessed) ? "warn" : "fail";
            case UNKNOWN -> "error";
            case ASK -> "warn";
            case GOOD -> "pass";
            case NOT_HERE -> "skip";
        };
    }

    private static boolean isSettled(Assessment assessment, Assessed assessed) {
        LocalDate day = assessment.at().atZone(ZoneOffset.UTC).toLocalDate();
        return assessed.answer()
                .filter(answer -> answer.choice().needsReason() && !answer.isOverdue(day))
                .isPresent();
    }

    private static Map<String, Object> timestamp(Assessment assessment) {
        return Map.of("seconds", assessment.at().getEpochSecond(), "nanos", 0);
    }

    private static Optional<Map<String, Object>> object(String subject) {
        Matcher matcher = OBJECT.matcher(subject);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<String> namespace = Optional.ofNullable(matcher.group(1));
        return KINDS.stream()
                .filter(kind -> kind.toLowerCase(Locale.ROOT).equals(matcher.group(2)))
                .findFirst()
                .map(kind -> {
                    Map<String, Object> object = new LinkedHashMap<>();
                    object.put("kind", kind);
                    namespace.ifPresent(name -> object.put("namespace", name));
                    object.put("name", matcher.group(3));
                    return object;
                });
    }
}
