package nutshell.checklist.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import nutshell.checklist.Finding;
import nutshell.evidence.Facts;

/** Walls, hardware, limits and what happens at the next start. */
final class IsolationRules {

    private IsolationRules() {}

    static List<Finding> keepsItsNamespaces(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on("namespaces", namespaces -> {
            namespaces
                    .properties()
                    .forEach(each ->
                            namespace(verdict, each.getKey(), each.getValue().asText()));
            List<String> sysctls = facts.texts("sysctls");
            if (!sysctls.isEmpty()) {
                verdict.ask("sysctls", "sets kernel parameters: " + Verdict.some(sysctls));
            }
            verdict.otherwise("namespaces", "its namespaces are its own");
        });
        return verdict.findings();
    }

    private static void namespace(Verdict verdict, String name, String whose) {
        boolean own = whose.equals("own");
        if (own || name.equals("user")) {
            return;
        }
        // A time namespace is seldom made, and v1 runtimes leave the cgroup namespace: facts to weigh, not mistakes.
        if (name.equals("time") || name.equals("cgroup")) {
            if (name.equals("cgroup")) {
                verdict.ask("namespaces", "shares the cgroup namespace of " + owner(whose));
            }
        } else {
            verdict.weak("namespaces", "shares the %s namespace of %s".formatted(name, owner(whose)));
        }
    }

    private static String owner(String whose) {
        return whose.equals("host") ? "the host" : whose.replaceFirst("^container:", "container ");
    }

    static List<Finding> touchesNoHardware(Facts facts) {
        Verdict verdict = new Verdict(facts);
        List<String> declared = facts.texts("declared_devices");
        if (facts.has("devices")) {
            verdict.on("devices", devices -> found(verdict, Facts.texts(devices)));
        } else if (!declared.isEmpty()) {
            verdict.weak("declared_devices", "is given " + Verdict.some(declared));
        }
        if (facts.has("device_rules")) {
            verdict.on("device_rules", rules -> beyond(verdict, Facts.texts(rules)));
        }
        if (facts.is("privileged")) {
            verdict.weak("privileged", "privileged: may open every device of the host");
        }
        return verdict.otherwise(
                        facts.has("devices") ? "devices" : "declared_devices",
                        "only the usual devices: null, zero, random, terminals")
                .findings();
    }

    private static void beyond(Verdict verdict, List<String> rules) {
        if (!rules.isEmpty()) {
            boolean all = rules.stream().anyMatch(rule -> rule.matches("a.*|[bc] \\*:\\* .*"));
            verdict.weak(
                    "device_rules",
                    (all ? "may open every device: " : "may open devices beyond its /dev: ") + Verdict.some(rules));
        }
    }

    private static void found(Verdict verdict, List<String> devices) {
        if (devices.size() > 8) {
            verdict.weak(
                    "devices",
                    "%d devices, among them %s".formatted(devices.size(), Verdict.some(devices.subList(0, 4))));
        } else if (!devices.isEmpty()) {
            verdict.weak("devices", "reaches " + Verdict.some(devices));
        }
    }

    static List<Finding> isLimited(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on("limits", limits -> {
            List<String> missing = new ArrayList<>();
            if (unlimited(limits, "memory.max")) {
                missing.add("memory");
            }
            if (unlimited(limits, "pids.max")) {
                missing.add("pids");
            }
            if (unlimited(limits, "cpu.max") && unlimited(limits, "cpuset.cpus")) {
                missing.add("CPU");
            }
            if (missing.isEmpty()) {
                verdict.good("limits", "memory, CPU and pids are limited");
            } else {
                verdict.weak("limits", "no limit on " + String.join(", ", missing));
            }
        });
        if (facts.is("oom_kill_disable")) {
            verdict.weak("oom_kill_disable", "the OOM killer is switched off for it: others end in its place");
        }
        if (facts.value("oom_score_adj").asLong(0) < 0) {
            verdict.weak(
                    "oom_score_adj",
                    "oom_score_adj %d: others end before it"
                            .formatted(facts.value("oom_score_adj").asLong()));
        }
        return verdict.findings();
    }

    private static boolean unlimited(JsonNode limits, String key) {
        return limits.path(key).asText("max").startsWith("max");
    }

    static List<Finding> restartsSafely(Facts facts) {
        Verdict verdict = new Verdict(facts);
        String status = facts.text("status").orElse("unknown");
        String restart = facts.text("restart").orElse("no");
        if (!facts.has("running")) {
            return List.of();
        }
        if (!facts.is("running")) {
            boolean again = restart.matches("always|unless-stopped");
            verdict.weak(
                    "status",
                    "lies %s%s%s"
                            .formatted(
                                    status,
                                    days(facts).map(" since %d days"::formatted).orElse(""),
                                    again ? ", and starts again with the engine (" + restart + ")" : ""));
            return verdict.findings();
        }
        if (restart.equals("always")
                || (restart.equals("on-failure") && facts.value("restart_most").asInt() == 0)) {
            verdict.weak("restart", "restarts without end (" + restart + "): a crash is tried again and again");
        }
        if (!facts.is("healthcheck")) {
            verdict.ask("healthcheck", "no health check: nobody is told when it hangs");
        }
        return verdict.otherwise("restart", "restart policy " + restart + ", with a health check")
                .findings();
    }

    private static java.util.Optional<Long> days(Facts facts) {
        try {
            Instant finished = Instant.parse(facts.text("finished").orElse(""));
            return finished.getEpochSecond() <= 0
                    ? java.util.Optional.empty()
                    : java.util.Optional.of(
                            Duration.between(finished, Instant.now()).toDays());
        } catch (DateTimeParseException e) {
            return java.util.Optional.empty();
        }
    }

    static List<Finding> lsmHolds(Facts facts) {
        return facts.collector().equals("host") ? hostsLsm(facts) : containersLsm(facts);
    }

    private static List<Finding> hostsLsm(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on("lsm", lsm -> {
            String modules = lsm.asText();
            boolean holds = modules.matches(".*\\b(apparmor|selinux)\\b.*");
            verdict.when(
                    !holds,
                    "lsm",
                    "no security module that confines containers is active (" + (modules.isEmpty() ? "none" : modules)
                            + ")",
                    "active: " + modules);
        });
        return verdict.findings();
    }

    private static List<Finding> containersLsm(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (!facts.is("running")) {
            String asked = facts.text("lsm").orElse("");
            return asked.matches(".*(unconfined|disable).*")
                    ? verdict.weak("lsm", "is to run " + asked).findings()
                    : verdict.findings();
        }
        verdict.on("lsm", label -> {
            String held = label.asText();
            String asked = facts.text("declared_lsm").orElse("");
            if (held.isEmpty()) {
                // Told once, of the host.
                return;
            }
            if (held.startsWith("unconfined") || held.contains("unconfined_t") || held.contains("spc_t")) {
                verdict.weak(
                        "lsm",
                        "its process is " + held
                                + (asked.isEmpty() || asked.contains("unconfined")
                                        ? ""
                                        : ", though " + asked + " was asked for"));
            } else if (held.contains("(complain)")) {
                verdict.weak("lsm", "its profile only complains: " + held);
            } else {
                verdict.good("lsm", "held by " + held);
            }
        });
        return verdict.findings();
    }
}
