package nutshell.checklist.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import nutshell.checklist.Finding;
import nutshell.evidence.Facts;

/** Kubernetes: what manifests ask for or a cluster has, and what a kubelet tells strangers. */
final class ClusterRules {

    private static final Set<String> STRONG_VERBS = Set.of("*", "bind", "escalate", "impersonate");

    private ClusterRules() {}

    static List<Finding> kubeletIsShut(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on(
                "anonymous",
                anonymous -> verdict.when(
                        anonymous.asBoolean(),
                        "anonymous",
                        "answers strangers (anonymous authentication)",
                        "no anonymous authentication"));
        verdict.on(
                "authorization",
                mode -> verdict.when(
                        mode.asText().equals("AlwaysAllow"),
                        "authorization",
                        "authorizes everybody (AlwaysAllow)",
                        "authorization " + mode.asText()));
        verdict.on(
                "read_only_port",
                port -> verdict.when(
                        port.asInt() != 0,
                        "read_only_port",
                        "its read-only port %d is open".formatted(port.asInt()),
                        "no read-only port"));
        if (facts.has("seccomp_default") && !facts.is("seccomp_default")) {
            verdict.weak("seccomp_default", "pods without a profile run unconfined (seccompDefault is off)");
        }
        return verdict.findings();
    }

    static List<Finding> meetsPodSecurity(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (facts.has("enforce")) {
            return verdict.on(
                            "enforce",
                            level -> verdict.when(
                                    level.asText().matches("|privileged"),
                                    "enforce",
                                    "the namespace enforces no Pod Security level",
                                    "the namespace enforces " + level.asText()))
                    .findings();
        }
        if (!facts.has("pod_security")) {
            return List.of();
        }
        verdict.on("pod_security", level -> {
            List<String> why = Facts.texts(level.path("because"));
            switch (level.path("meets").asText()) {
                case "restricted" -> verdict.good("pod_security", "meets restricted");
                case "baseline" -> verdict.weak("pod_security", "meets baseline, not restricted: " + Verdict.some(why));
                default -> verdict.weak("pod_security", "meets privileged only: " + Verdict.some(why));
            }
        });
        return verdict.findings();
    }

    static List<Finding> accountsAreSmall(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (facts.has("binds")) {
            return verdict.on(
                            "binds",
                            role -> verdict.when(
                                    role.asText().equals("cluster-admin"),
                                    "binds",
                                    "binds cluster-admin to " + Verdict.some(facts.texts("subjects")),
                                    "binds " + role.asText()))
                    .findings();
        }
        if (!facts.has("role_rules")) {
            return List.of();
        }
        verdict.on("role_rules", rules -> {
            for (JsonNode rule : rules) {
                strong(verdict, rule);
            }
            verdict.otherwise("role_rules", "no wildcard, and none of bind, escalate, impersonate");
        });
        return verdict.findings();
    }

    private static void strong(Verdict verdict, JsonNode rule) {
        List<String> verbs = Facts.texts(rule.path("verbs"));
        List<String> resources = Facts.texts(rule.path("resources"));
        verbs.stream()
                .filter(STRONG_VERBS::contains)
                .forEach(verb -> verdict.weak("role_rules", "may %s on %s".formatted(verb, Verdict.some(resources))));
        if (resources.contains("*") && verbs.stream().noneMatch(STRONG_VERBS::contains)) {
            verdict.weak("role_rules", "every resource: " + Verdict.some(verbs));
        }
        if (resources.contains("secrets") && verbs.stream().anyMatch(verb -> verb.matches("get|list|watch"))) {
            verdict.weak("role_rules", "may read secrets");
        }
        if (resources.stream().anyMatch(name -> name.matches("pods/exec|nodes/proxy|serviceaccounts/token"))) {
            verdict.weak("role_rules", "may " + Verdict.some(verbs) + " " + Verdict.some(resources));
        }
    }

    static List<Finding> tokensAreNeeded(Facts facts) {
        if (!facts.has("automount_token")) {
            return List.of();
        }
        Verdict verdict = new Verdict(facts);
        return verdict.on(
                        "automount_token",
                        token -> verdict.when(
                                token.asBoolean(),
                                "automount_token",
                                "carries a service account's token (automountServiceAccountToken is not false)",
                                "carries no token"))
                .findings();
    }

    static List<Finding> admissionRefuses(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (facts.text("kind").orElse("").equals("Namespaces")) {
            verdict.on(
                    "admission",
                    policies -> verdict.when(
                            policies.isEmpty(),
                            "admission",
                            "no admission policy is among them",
                            "policies: " + Verdict.some(Facts.texts(policies))));
        }
        if (facts.is("console")) {
            verdict.when(
                    facts.text("service_type").orElse("").matches("NodePort|LoadBalancer"),
                    "console",
                    "a console reachable from outside",
                    "a console reachable inside the cluster alone");
        }
        return verdict.findings();
    }

    static List<Finding> cloudRightsAreFew(Facts facts) {
        Verdict verdict = new Verdict(facts);
        facts.texts("cloud").forEach(name -> {
            if (name.matches(
                    "AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)|AZURE_CLIENT_SECRET|GOOGLE_APPLICATION_CREDENTIALS")) {
                verdict.weak("cloud", "carries a cloud's long-lived credentials: " + name);
            } else {
                verdict.ask("cloud", "acts in a cloud account: " + name + "; what may it do there?");
            }
        });
        return verdict.findings();
    }

    static List<Finding> chartIsTrusted(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on(
                "dependencies",
                problems -> Facts.texts(problems).forEach(problem -> verdict.weak("dependencies", problem)));
        verdict.on(
                "loosened",
                values -> Facts.texts(values)
                        .forEach(value -> verdict.weak("loosened", "values loosen security: " + value)));
        return verdict.otherwise("dependencies", "its dependencies are locked, its values loosen nothing")
                .findings();
    }
}
