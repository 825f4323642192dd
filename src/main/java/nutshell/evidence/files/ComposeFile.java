package nutshell.evidence.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nutshell.evidence.Documents;
import nutshell.evidence.Evidence;
import nutshell.evidence.FactSheet;
import nutshell.evidence.Facts;
import nutshell.evidence.containers.SecretNames;
import nutshell.evidence.containers.SecurityOptions;

/** A Compose file: each service in the words that containers' facts use, declared only. */
final class ComposeFile {

    private final Path file;
    private final String path;

    ComposeFile(Path file, String path) {
        this.file = file;
        this.path = path;
    }

    List<Facts> read() {
        Evidence<List<JsonNode>> documents = Documents.yaml(file);
        if (documents.fact().isEmpty()) {
            return List.of(
                    Facts.unreadable("compose", path, path, documents.unseen().orElse("")));
        }
        List<Facts> services = new ArrayList<>();
        documents
                .fact()
                .get()
                .forEach(document -> document.path("services")
                        .properties()
                        .forEach(service -> services.add(service(service.getKey(), service.getValue()))));
        return services;
    }

    private Facts service(String name, JsonNode service) {
        FactSheet sheet = new FactSheet()
                .seen(path, "privileged", service.path("privileged").asBoolean())
                .seen(path, "user", service.path("user").asText(""))
                .seen(path, "cap_add", Facts.texts(service.path("cap_add")))
                .seen(path, "cap_drop", Facts.texts(service.path("cap_drop")))
                .seen(path, "seccomp_profile", seccomp(service))
                .seen(
                        path,
                        "no_new_privs",
                        SecurityOptions.of(service.path("security_opt")).noNewPrivileges())
                .seen(path, "root_read_only", service.path("read_only").asBoolean())
                .seen(path, "mounts", mounts(service.path("volumes")))
                .seen(path, "namespaces", namespaces(service))
                .seen(path, "sysctls", keys(service.path("sysctls")))
                .seen(path, "declared_devices", Facts.texts(service.path("devices")))
                .seen(path, "device_rules", Facts.texts(service.path("device_cgroup_rules")))
                .seen(path, "limits", limits(service))
                .seen(path, "ports", ports(service.path("ports")))
                .seen(path, "network_mode", service.path("network_mode").asText(""))
                .seen(path, "secrets", secrets(service));
        if (service.has("image")) {
            sheet.seen(path, "images", List.of(service.path("image").asText()));
        }
        return sheet.of("compose", path + " service " + name);
    }

    private static String seccomp(JsonNode service) {
        return Facts.texts(service.path("security_opt")).stream()
                .filter(option -> option.matches("seccomp[:=].*"))
                .map(option -> option.substring(8).equals("unconfined") ? "unconfined" : "file")
                .findFirst()
                .orElse(service.path("privileged").asBoolean() ? "unconfined" : "default");
    }

    private List<Map<String, Object>> mounts(JsonNode volumes) {
        List<Map<String, Object>> mounts = new ArrayList<>();
        for (JsonNode volume : volumes) {
            Map<String, Object> one = new LinkedHashMap<>();
            String[] parts = volume.asText("").split(":", -1);
            String source = volume.isTextual()
                    ? parts.length > 1 ? parts[0] : ""
                    : volume.path("source").asText("");
            String target = volume.isTextual()
                    ? parts[parts.length > 1 ? 1 : 0]
                    : volume.path("target").asText("");
            one.put("source", source.startsWith("~/") ? "/root/" + source.substring(2) : source);
            one.put("target", target);
            one.put(
                    "type",
                    source.startsWith("/") || source.startsWith("~") || source.startsWith(".") ? "bind" : "volume");
            one.put(
                    "writable",
                    volume.isTextual()
                            ? !(parts.length > 2 && parts[2].matches("(.*,)?ro(,.*)?"))
                            : !volume.path("read_only").asBoolean());
            one.put(
                    "propagation",
                    volume.isTextual() && parts.length > 2 && parts[2].contains("shared")
                            ? "shared"
                            : volume.path("bind").path("propagation").asText("private"));
            mounts.add(one);
        }
        return mounts;
    }

    private static Map<String, String> namespaces(JsonNode service) {
        Map<String, String> namespaces = new LinkedHashMap<>();
        Map.of("pid", "pid", "ipc", "ipc", "net", "network_mode", "uts", "uts", "cgroup", "cgroup")
                .forEach((word, key) -> {
                    String mode = service.path(key).asText("");
                    namespaces.put(
                            word,
                            mode.equals("host") || mode.matches("(container|service):.*")
                                    ? mode.replaceFirst("^service:", "container:")
                                    : "own");
                });
        return namespaces;
    }

    private static Map<String, String> limits(JsonNode service) {
        JsonNode limits = service.path("deploy").path("resources").path("limits");
        Map<String, String> found = new LinkedHashMap<>();
        found.put(
                "memory.max",
                limits.path("memory").asText(service.path("mem_limit").asText("max")));
        found.put(
                "cpu.max",
                limits.path("cpus")
                        .asText(service.path("cpus")
                                .asText(service.path("cpu_quota").asText("max"))));
        found.put("cpuset.cpus", service.path("cpuset").asText("max"));
        found.put(
                "pids.max",
                limits.path("pids")
                        .asText(service.path("pids_limit").asText("max"))
                        .replaceFirst("^-1$", "max"));
        return found;
    }

    private static List<Map<String, Object>> ports(JsonNode ports) {
        List<Map<String, Object>> found = new ArrayList<>();
        for (JsonNode port : ports) {
            Map<String, Object> one = new LinkedHashMap<>();
            if (port.isObject()) {
                one.put("address", port.path("host_ip").asText("0.0.0.0"));
                one.put("port", port.path("published").asText(""));
                one.put("inside", port.path("target").asText(""));
            } else {
                String text = port.asText();
                int last = text.lastIndexOf(':');
                String outside = last < 0 ? "" : text.substring(0, last);
                int before = outside.lastIndexOf(':');
                one.put("address", before < 0 ? "0.0.0.0" : outside.substring(0, before));
                one.put("port", before < 0 ? outside.isEmpty() ? "any" : outside : outside.substring(before + 1));
                one.put("inside", text.substring(last + 1));
            }
            found.add(one);
        }
        return found;
    }

    private static List<Map<String, String>> secrets(JsonNode service) {
        List<Map<String, String>> secrets = new ArrayList<>();
        JsonNode environment = service.path("environment");
        environment
                .properties()
                .forEach(each -> note(secrets, each.getKey(), each.getValue().asText("")));
        for (String line : Facts.texts(environment)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                note(secrets, line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return secrets;
    }

    private static void note(List<Map<String, String>> secrets, String name, String value) {
        if (SecretNames.isSecret(name, value)) {
            secrets.add(Map.of("where", "environment", "name", name));
        }
    }

    private static List<String> keys(JsonNode sysctls) {
        List<String> keys = new ArrayList<>();
        sysctls.fieldNames().forEachRemaining(keys::add);
        Facts.texts(sysctls).forEach(line -> keys.add(line.replaceFirst("=.*", "")));
        return keys;
    }
}
