package nutshell.evidence.containers;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.evidence.FactSheet;
import nutshell.evidence.Facts;

/** What an engine says of a container: its {@code inspect} document, in the words of the facts. No secret's value leaves it. */
final class DeclaredContainer {

    private final JsonNode document;
    private final JsonNode host;
    private final JsonNode config;
    private final SecurityOptions security;
    private final DeclaredProgram program;
    private final DeclaredResources resources;
    private final String source;

    DeclaredContainer(String label, JsonNode document) {
        this.document = document;
        this.host = document.path("HostConfig");
        this.config = document.path("Config");
        this.security = SecurityOptions.of(host.path("SecurityOpt"));
        this.program = new DeclaredProgram(config);
        this.resources = new DeclaredResources(host);
        this.source = label + " inspect " + name();
    }

    String source() {
        return source;
    }

    String name() {
        String name = document.path("Name").asText("");
        return name.startsWith("/") ? name.substring(1) : name;
    }

    String id() {
        return document.path("Id").asText("");
    }

    int pid() {
        return document.path("State").path("Pid").asInt(0);
    }

    boolean running() {
        JsonNode state = document.path("State");
        return state.path("Running").asBoolean(state.path("Status").asText("").equals("running")) && pid() > 0;
    }

    /** The directory with what it wrote, if its engine says. */
    Optional<Path> upper() {
        String upper =
                document.path("GraphDriver").path("Data").path("UpperDir").asText("");
        return upper.startsWith("/") && upper.indexOf('\0') < 0 ? Optional.of(Path.of(upper)) : Optional.empty();
    }

    /** What only the engine knows, or what stands for a container that does not run. */
    void noteOn(FactSheet sheet) {
        noteLife(sheet);
        noteRights(sheet);
        noteKeeping(sheet);
        noteNetwork(sheet);
        noteMachine(sheet);
        noteProgram(sheet);
    }

    private void noteLife(FactSheet sheet) {
        note(sheet, "running", running());
        note(sheet, "status", document.path("State").path("Status").asText("unknown"));
        note(sheet, "started", document.path("State").path("StartedAt").asText(""));
        note(sheet, "finished", document.path("State").path("FinishedAt").asText(""));
        note(sheet, "created", document.path("Created").asText(""));
        note(
                sheet,
                "image",
                document.path("ImageName").asText(config.path("Image").asText("")));
        note(sheet, "image_id", document.path("Image").asText(""));
    }

    private void noteRights(FactSheet sheet) {
        note(sheet, "privileged", privileged());
        note(sheet, "cap_add", Facts.texts(host.path("CapAdd")));
        note(sheet, "cap_drop", Facts.texts(host.path("CapDrop")));
        note(sheet, "seccomp_profile", security.seccompProfile().orElse(privileged() ? "unconfined" : "default"));
    }

    private void noteKeeping(FactSheet sheet) {
        note(sheet, "restart", host.path("RestartPolicy").path("Name").asText("no"));
        note(
                sheet,
                "restart_most",
                host.path("RestartPolicy").path("MaximumRetryCount").asLong());
        note(sheet, "healthcheck", program.hasHealthcheck());
        note(sheet, "runtime", runtime());
    }

    private void noteNetwork(FactSheet sheet) {
        note(sheet, "network_mode", host.path("NetworkMode").asText(""));
        note(sheet, "networks", names(document.path("NetworkSettings").path("Networks")));
        note(sheet, "extra_hosts", Facts.texts(host.path("ExtraHosts")).size());
        note(sheet, "ports", ports());
    }

    private void noteMachine(FactSheet sheet) {
        note(sheet, "sysctls", names(host.path("Sysctls")));
        if (source.startsWith("podman") && host.path(PodmanWords.DEVICE_RULES).isNull()) {
            sheet.unseen(source, "device_rules", "Podman does not say it of what was not made by a command line");
        } else {
            note(sheet, "device_rules", Facts.texts(host.path(PodmanWords.DEVICE_RULES)));
        }
        note(sheet, "declared_devices", resources.devices());
        note(sheet, "oom_kill_disable", host.path("OomKillDisable").asBoolean());
        note(sheet, "oom_score_adj", host.path("OomScoreAdj").asLong());
        note(sheet, "ulimits", Facts.elements(host.path("Ulimits")).size());
    }

    private void noteProgram(FactSheet sheet) {
        note(sheet, "log_driver", host.path("LogConfig").path("Type").asText(""));
        note(sheet, "log_options", names(host.path("LogConfig").path("Config")));
        note(sheet, "labels", names(config.path("Labels")));
        note(sheet, "secrets", program.secrets());
        note(sheet, "plain_http", program.plainHttp());
        note(sheet, "cloud", program.cloud());
        note(
                sheet,
                "anonymous_volumes",
                Facts.elements(document.path("Mounts")).stream()
                        .filter(mount -> mount.path("Name").asText("").matches("[0-9a-f]{64}"))
                        .count());
    }

    /** What the process's own facts decide where there is one. */
    void noteEffective(FactSheet sheet, String prefix) {
        note(sheet, prefix + "no_new_privs", security.noNewPrivileges());
        note(sheet, prefix + "root_read_only", host.path("ReadonlyRootfs").asBoolean());
        note(sheet, prefix + "user", config.path("User").asText(""));
        note(sheet, prefix + "namespaces", namespaces());
        note(sheet, prefix + "limits", resources.limits());
        note(sheet, prefix + "masked", masked());
        note(
                sheet,
                prefix + "lsm",
                document.path("AppArmorProfile").asText(security.lsm().orElse("")));
        note(sheet, prefix + "userns", host.path("UsernsMode").asText(""));
    }

    /** Mounts as they were asked for. */
    List<Map<String, Object>> mounts() {
        List<Map<String, Object>> mounts = new ArrayList<>();
        for (JsonNode mount : document.path("Mounts")) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("source", mount.path("Source").asText(""));
            one.put("target", mount.path("Destination").asText(""));
            one.put("type", mount.path("Type").asText(""));
            one.put("writable", mount.path("RW").asBoolean(true));
            one.put("propagation", mount.path("Propagation").asText(""));
            mounts.add(one);
        }
        return mounts;
    }

    private void note(FactSheet sheet, String name, Object value) {
        sheet.seen(source, name, value);
    }

    private boolean privileged() {
        return host.path("Privileged").asBoolean();
    }

    private String runtime() {
        return document.path("OCIRuntime").asText(host.path("Runtime").asText(""));
    }

    private Map<String, String> namespaces() {
        Map<String, String> modes = new LinkedHashMap<>();
        modes.put("pid", host.path("PidMode").asText(""));
        modes.put("ipc", host.path("IpcMode").asText(""));
        modes.put("net", host.path("NetworkMode").asText(""));
        modes.put("uts", host.path("UTSMode").asText(""));
        modes.put(
                "cgroup",
                host.path("CgroupnsMode").asText(host.path("CgroupMode").asText("")));
        modes.replaceAll((name, mode) -> mode.equals("host") || mode.startsWith("container:") ? mode : "own");
        return modes;
    }

    /** Podman's compatible API leaves the list out of ordinary containers: nothing is known of them then. */
    private Object masked() {
        JsonNode paths = host.path("MaskedPaths");
        boolean open = security.openSystemPaths() || privileged();
        return Map.of("count", paths.isArray() ? paths.size() : open ? 0 : 1, "proc_sys_writable", open);
    }

    private List<Map<String, Object>> ports() {
        List<Map<String, Object>> ports = new ArrayList<>();
        JsonNode actual = document.path("NetworkSettings").path("Ports");
        JsonNode bindings = actual.isObject() && !actual.isEmpty() ? actual : host.path("PortBindings");
        bindings.properties().forEach(port -> {
            for (JsonNode binding : port.getValue()) {
                Map<String, Object> one = new LinkedHashMap<>();
                String address = binding.path("HostIp").asText("");
                one.put("address", address.isEmpty() ? "0.0.0.0" : address);
                one.put("port", binding.path("HostPort").asText(""));
                one.put("inside", port.getKey());
                ports.add(one);
            }
        });
        return ports;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
