package nutshell.checklist.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import nutshell.checklist.Finding;
import nutshell.evidence.Facts;

/** The host and its kernel, which every container shares. */
final class HostRules {

    private HostRules() {}

    static List<Finding> hasFewNeighbours(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on("listening", sockets -> {
            List<String> open = Facts.elements(sockets).stream()
                    .filter(socket -> !socket.path("address").asText().matches("127\\..*|::1|\\[::1]"))
                    .map(HostRules::shown)
                    .toList();
            if (open.isEmpty()) {
                verdict.good("listening", "nothing listens beyond loopback");
            } else {
                verdict.ask("listening", "%d listening beyond loopback: %s".formatted(open.size(), Verdict.some(open)));
            }
        });
        return verdict.findings();
    }

    private static String shown(JsonNode socket) {
        String address = socket.path("address").asText();
        String port = socket.path("port").asText();
        return address.contains(":") && !address.startsWith("[")
                ? "[%s]:%s".formatted(address, port)
                : address + ":" + port;
    }

    static List<Finding> kernelIsCurrent(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (facts.is("reboot_required")) {
            verdict.weak("reboot_required", "an update waits for a reboot");
        }
        verdict.on("kernel", running -> {
            List<String> newer = facts.texts("newer_kernels");
            if (!newer.isEmpty()) {
                verdict.weak(
                        "newer_kernels",
                        "runs %s, while %s is installed".formatted(running.asText(), newer.get(newer.size() - 1)));
            } else if (facts.get("newer_kernels").fact().isEmpty()) {
                verdict.on("newer_kernels", none -> {});
            } else {
                verdict.ask(
                        "kernel",
                        "runs %s, up for %s days: who reboots it?"
                                .formatted(
                                        running.asText(),
                                        facts.text("uptime_days").orElse("?")));
            }
        });
        return verdict.findings();
    }

    static List<Finding> nobodyIsSecretlyRoot(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (facts.collector().equals("host")) {
            verdict.on(
                    "docker_group",
                    members -> verdict.when(
                            !members.isEmpty(),
                            "docker_group",
                            "members of group docker are root without sudo: " + Verdict.some(Facts.texts(members)),
                            "nobody is in group docker"));
            return verdict.findings();
        }
        verdict.on("socket", socket -> {
            String mode = socket.path("mode").asText();
            if (mode.matches("0?[0-7][0-7][2367]")) {
                verdict.weak("socket", "everybody may write to the engine's socket: mode " + mode);
            } else {
                verdict.good(
                        "socket",
                        "its socket: mode %s, group %s"
                                .formatted(mode, socket.path("group").asText()));
            }
        });
        if (facts.text("kind").orElse("").equals("docker")) {
            verdict.on("settings", settings -> settings(verdict, settings));
        }
        return verdict.findings();
    }

    private static void settings(Verdict verdict, JsonNode settings) {
        for (String host : Facts.texts(settings.path("hosts"))) {
            if (host.startsWith("tcp://")) {
                boolean verified = settings.path("tlsverify")
                        .asBoolean(settings.path("tlsverify").asText("").equals("true"));
                verdict.when(
                        !verified,
                        "settings",
                        "listens on " + host + " for whoever connects",
                        "listens on " + host + " with client certificates");
            }
        }
        if (settings.path("authorization-plugins").isMissingNode()) {
            verdict.ask("settings", "no authorization plugin: who may connect may do everything");
        }
    }

    static List<Finding> kernelDoorsAreShut(Facts facts) {
        Verdict verdict = new Verdict(facts);
        Map.of(
                        "kernel.unprivileged_bpf_disabled", "[12]",
                        "kernel.yama.ptrace_scope", "[123]",
                        "kernel.kptr_restrict", "[12]",
                        "kernel.dmesg_restrict", "1",
                        "kernel.perf_event_paranoid", "[2-9]",
                        "fs.protected_symlinks", "1",
                        "fs.protected_hardlinks", "1",
                        "net.ipv4.conf.all.accept_redirects", "0")
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(door -> verdict.on(
                        door.getKey(),
                        value -> verdict.when(
                                !value.asText().matches(door.getValue()),
                                door.getKey(),
                                door.getKey() + " = " + value.asText(),
                                door.getKey() + " = " + value.asText())));
        facts.text("kernel.core_pattern").ifPresent(pattern -> {
            if (pattern.startsWith("|")) {
                verdict.ask("kernel.core_pattern", "core dumps are piped into a program run by root: core_pattern");
            }
        });
        facts.text("user.max_user_namespaces")
                .ifPresent(
                        most -> verdict.ask(
                                "user.max_user_namespaces",
                                most.equals("0")
                                        ? "user namespaces are off: no rootless engine either"
                                        : "ordinary users may make user namespaces, which opens the kernel's inner doors to them"));
        return verdict.findings();
    }

    static List<Finding> auditSeesTheRuntime(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on("audit_rules", rules -> {
            long watched = Facts.texts(rules).stream()
                    .filter(rule -> rule.matches(".*(docker|containerd|runc|containers|podman|crio).*"))
                    .count();
            verdict.when(
                    watched == 0,
                    "audit_rules",
                    "no audit rule watches the runtime's files",
                    "%d audit rules watch the runtime's files".formatted(watched));
        });
        return verdict.findings();
    }

    static List<Finding> storageIsApart(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (facts.collector().equals("containers")) {
            String driver = facts.text("log_driver").orElse("");
            boolean local = driver.matches("json-file|k8s-file");
            boolean bounded = facts.texts("log_options").contains("max-size");
            return local && facts.has("log_driver")
                    ? verdict.when(
                                    !bounded,
                                    "log_options",
                                    "its log grows without end: " + driver + " without max-size",
                                    "its log is bounded")
                            .findings()
                    : List.of();
        }
        verdict.on(
                "storage",
                storage -> verdict.when(
                        !storage.path("apart").asBoolean(),
                        "storage",
                        "container storage fills the host's own root file system (%d%% free)"
                                .formatted(storage.path("free_percent").asLong()),
                        "container storage is on a file system of its own (%d%% free)"
                                .formatted(storage.path("free_percent").asLong())));
        return verdict.findings();
    }
}
