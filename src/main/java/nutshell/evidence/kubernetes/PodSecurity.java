package nutshell.evidence.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nutshell.evidence.Facts;

/** The Pod Security Standards, as Kubernetes' documentation has them: what keeps a pod from a level. */
final class PodSecurity {

    private static final Set<String> BASELINE_CAPABILITIES = Set.of(
            "AUDIT_WRITE",
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "KILL",
            "MKNOD",
            "NET_BIND_SERVICE",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_CHROOT");

    private static final Set<String> SAFE_SYSCTLS = Set.of(
            "kernel.shm_rmid_forced",
            "net.ipv4.ip_local_port_range",
            "net.ipv4.ip_unprivileged_port_start",
            "net.ipv4.tcp_syncookies",
            "net.ipv4.ping_group_range",
            "net.ipv4.ip_local_reserved_ports",
            "net.ipv4.tcp_keepalive_time",
            "net.ipv4.tcp_fin_timeout",
            "net.ipv4.tcp_keepalive_intvl",
            "net.ipv4.tcp_keepalive_probes");

    private static final Set<String> RESTRICTED_VOLUMES = Set.of(
            "configMap",
            "csi",
            "downwardAPI",
            "emptyDir",
            "ephemeral",
            "persistentVolumeClaim",
            "projected",
            "secret",
            "name",
            "image");

    private PodSecurity() {}

    static List<String> againstBaseline(JsonNode pod, List<JsonNode> containers) {
        List<String> why = new ArrayList<>();
        for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
            if (pod.path(host).asBoolean()) {
                why.add(host);
            }
        }
        pod.path("volumes").forEach(volume -> {
            if (volume.has("hostPath")) {
                why.add("hostPath");
            }
        });
        pod.path("securityContext").path("sysctls").forEach(sysctl -> {
            if (!SAFE_SYSCTLS.contains(sysctl.path("name").asText())) {
                why.add("sysctl " + sysctl.path("name").asText());
            }
        });
        profiles(pod.path("securityContext"), why);
        for (JsonNode container : containers) {
            JsonNode security = container.path("securityContext");
            if (security.path("privileged").asBoolean()) {
                why.add("privileged");
            }
            Facts.texts(security.path("capabilities").path("add")).stream()
                    .filter(name -> !BASELINE_CAPABILITIES.contains(name))
                    .forEach(name -> why.add("adds " + name));
            container.path("ports").forEach(port -> {
                if (port.path("hostPort").asInt() != 0) {
                    why.add("hostPort");
                }
            });
            if (security.path("procMount").asText("Default").equals("Unmasked")) {
                why.add("procMount");
            }
            profiles(security, why);
        }
        return why.stream().distinct().toList();
    }

    private static void profiles(JsonNode security, List<String> why) {
        if (security.path("seccompProfile").path("type").asText().equals("Unconfined")) {
            why.add("seccompProfile Unconfined");
        }
        if (security.path("appArmorProfile").path("type").asText().equals("Unconfined")) {
            why.add("appArmorProfile Unconfined");
        }
        if (!security.path("seLinuxOptions").path("user").asText("").isEmpty()
                || !security.path("seLinuxOptions").path("role").asText("").isEmpty()) {
            why.add("seLinuxOptions");
        }
    }

    static List<String> againstRestricted(JsonNode pod, List<JsonNode> containers) {
        List<String> why = new ArrayList<>();
        pod.path("volumes")
                .forEach(volume -> volume.fieldNames().forEachRemaining(kind -> {
                    if (!RESTRICTED_VOLUMES.contains(kind)) {
                        why.add("volume " + kind);
                    }
                }));
        JsonNode ofPod = pod.path("securityContext");
        for (JsonNode container : containers) {
            JsonNode security = container.path("securityContext");
            if (!security.has("allowPrivilegeEscalation")
                    || security.path("allowPrivilegeEscalation").asBoolean()) {
                why.add("allowPrivilegeEscalation is not false");
            }
            if (!decided(security, ofPod, "runAsNonRoot").asBoolean()) {
                why.add("runAsNonRoot is not true");
            }
            JsonNode user = decided(security, ofPod, "runAsUser");
            if (user.isNumber() && user.asLong() == 0) {
                why.add("runAsUser 0");
            }
            if (!decided(security, ofPod, "seccompProfile")
                    .path("type")
                    .asText("")
                    .matches("RuntimeDefault|Localhost")) {
                why.add("no seccompProfile");
            }
            if (!Facts.texts(security.path("capabilities").path("drop")).contains("ALL")) {
                why.add("does not drop ALL");
            }
            Facts.texts(security.path("capabilities").path("add")).stream()
                    .filter(name -> !name.equals("NET_BIND_SERVICE"))
                    .forEach(name -> why.add("adds " + name));
        }
        return why.stream().distinct().toList();
    }

    private static JsonNode decided(JsonNode own, JsonNode ofPod, String name) {
        return own.has(name) ? own.path(name) : ofPod.path(name);
    }
}
