package nutshell.evidence.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nutshell.evidence.FactSheet;
import nutshell.evidence.Facts;
import nutshell.evidence.containers.SecretNames;

/** A pod as a manifest asks for it: each container in the words that containers' facts use, and the pod itself. */
final class PodSpec {

    private final JsonNode pod;
    private final String path;
    private final String subject;

    private PodSpec(JsonNode pod, String path, String subject) {
        this.pod = pod;
        this.path = path;
        this.subject = subject;
    }

    static List<Facts> of(JsonNode object, String path, String subject) {
        JsonNode spec = object.path("spec");
        JsonNode job = spec.path("jobTemplate").path("spec");
        JsonNode template = (job.isMissingNode() ? spec : job).path("template").path("spec");
        return new PodSpec(template.isMissingNode() ? spec : template, path, subject).read();
    }

    private List<Facts> read() {
        List<JsonNode> containers = new ArrayList<>(Facts.elements(pod.path("initContainers")));
        containers.addAll(Facts.elements(pod.path("containers")));
        List<Facts> all = new ArrayList<>();
        containers.forEach(container -> all.add(container(container)));
        Map<String, Object> level = new LinkedHashMap<>();
        List<String> baseline = PodSecurity.againstBaseline(pod, containers);
        List<String> restricted = PodSecurity.againstRestricted(pod, containers);
        level.put("meets", !baseline.isEmpty() ? "privileged" : restricted.isEmpty() ? "restricted" : "baseline");
        level.put("because", !baseline.isEmpty() ? baseline : restricted);
        all.add(new FactSheet()
                .seen(path, "kind", "Pod")
                .seen(path, "pod_security", level)
                .seen(
                        path,
                        "automount_token",
                        pod.path("automountServiceAccountToken").asBoolean(true))
                .of("manifests", subject));
        return all;
    }

    private Facts container(JsonNode container) {
        JsonNode security = container.path("securityContext");
        boolean privileged = security.path("privileged").asBoolean();
        return new FactSheet()
                .seen(path, "kind", "Container")
                .seen(path, "images", List.of(container.path("image").asText("")))
                .seen(path, "privileged", privileged)
                .seen(path, "user", user(security))
                .seen(path, "cap_add", Facts.texts(security.path("capabilities").path("add")))
                .seen(
                        path,
                        "cap_drop",
                        Facts.texts(security.path("capabilities").path("drop")))
                .seen(path, "seccomp_profile", privileged ? "unconfined" : seccomp(security))
                .seen(
                        path,
                        "no_new_privs",
                        !privileged
                                && security.has("allowPrivilegeEscalation")
                                && !security.path("allowPrivilegeEscalation").asBoolean(true))
                .seen(
                        path,
                        "root_read_only",
                        security.path("readOnlyRootFilesystem").asBoolean())
                .seen(path, "mounts", mounts(container))
                .seen(path, "namespaces", namespaces())
                .seen(path, "limits", limits(container.path("resources").path("limits")))
                .seen(path, "ports", ports(container))
                .seen(path, "secrets", secrets(container))
                .seen(path, "cloud", List.of())
                .of(
                        "manifests",
                        subject + " container " + container.path("name").asText("?"));
    }

    /** What the container says itself counts, else what its pod says. */
    private JsonNode decided(JsonNode security, String name) {
        JsonNode own = security.path(name);
        return own.isMissingNode() ? pod.path("securityContext").path(name) : own;
    }

    private String user(JsonNode security) {
        JsonNode uid = decided(security, "runAsUser");
        JsonNode gid = decided(security, "runAsGroup");
        String group = gid.isMissingNode() ? "" : ":" + gid.asText();
        if (!uid.isMissingNode()) {
            return uid.asText() + group;
        }
        return decided(security, "runAsNonRoot").asBoolean() ? "non-root" + group : "";
    }

    private String seccomp(JsonNode security) {
        return switch (decided(security, "seccompProfile").path("type").asText("")) {
            case "RuntimeDefault" -> "default";
            case "Localhost" -> "file";
            case "Unconfined" -> "unconfined";
            default -> "not set";
        };
    }

    private List<Map<String, Object>> mounts(JsonNode container) {
        Map<String, JsonNode> volumes = new LinkedHashMap<>();
        pod.path("volumes").forEach(volume -> volumes.put(volume.path("name").asText(), volume));
        List<Map<String, Object>> mounts = new ArrayList<>();
        for (JsonNode mount : container.path("volumeMounts")) {
            JsonNode volume = volumes.getOrDefault(mount.path("name").asText(), MissingNode.getInstance());
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("source", volume.path("hostPath").path("path").asText(""));
            one.put("target", mount.path("mountPath").asText(""));
            one.put("type", volume.has("hostPath") ? "bind" : volume.has("secret") ? "tmpfs" : "volume");
            one.put("writable", !mount.path("readOnly").asBoolean());
            one.put(
                    "propagation",
                    mount.path("mountPropagation").asText("").equals("Bidirectional") ? "shared" : "private");
            mounts.add(one);
        }
        return mounts;
    }

    private Map<String, String> namespaces() {
        return Map.of(
                "pid", pod.path("hostPID").asBoolean() ? "host" : "own",
                "ipc", pod.path("hostIPC").asBoolean() ? "host" : "own",
                "net", pod.path("hostNetwork").asBoolean() ? "host" : "own");
    }

    /** Processes are limited by the kubelet, for each pod; a manifest cannot say. */
    private static Map<String, String> limits(JsonNode limits) {
        return Map.of(
                "memory.max", limits.path("memory").asText("max"),
                "cpu.max", limits.path("cpu").asText("max"),
                "pids.max", "the kubelet's");
    }

    private static List<Map<String, Object>> ports(JsonNode container) {
        List<Map<String, Object>> ports = new ArrayList<>();
        for (JsonNode port : container.path("ports")) {
            if (port.has("hostPort")) {
                ports.add(Map.of(
                        "address", port.path("hostIP").asText("0.0.0.0"),
                        "port", port.path("hostPort").asText(),
                        "inside", port.path("containerPort").asText()));
            }
        }
        return ports;
    }

    private static List<Map<String, String>> secrets(JsonNode container) {
        List<Map<String, String>> secrets = new ArrayList<>();
        for (JsonNode variable : container.path("env")) {
            if (variable.has("value")
                    && SecretNames.isSecret(
                            variable.path("name").asText(),
                            variable.path("value").asText())) {
                secrets.add(Map.of(
                        "where", "environment", "name", variable.path("name").asText()));
            }
        }
        return secrets;
    }
}
