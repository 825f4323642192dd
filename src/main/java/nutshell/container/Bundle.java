package nutshell.container;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import nutshell.capabilities.CapabilitySet;
import nutshell.capabilities.CapabilitySets;
import nutshell.capabilities.Credentials;
import nutshell.namespaces.IdMap;
import nutshell.namespaces.Namespace;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import nutshell.rootfs.Directory;
import nutshell.rootfs.Rootfs;
import nutshell.seccomp.Filter;

/** A recipe in the words of the OCI runtime specification: what becomes {@code config.json}, and the root beside it. */
public final class Bundle {

    /** The specification's names for namespaces differ from the kernel's for three of them. */
    private static final Map<Namespace, String> TYPES = Map.of(
            Namespace.MNT,
            "mount",
            Namespace.NET,
            "network",
            Namespace.PID,
            "pid",
            Namespace.UTS,
            "uts",
            Namespace.IPC,
            "ipc",
            Namespace.CGROUP,
            "cgroup",
            Namespace.TIME,
            "time",
            Namespace.USER,
            "user");

    private final String name;
    private final Map<Namespace, Map<String, Object>> namespaces = new TreeMap<>();
    private final BundleMounts mounts = new BundleMounts();
    private final BundleDevices devices = new BundleDevices();
    private final Map<String, Object> timeOffsets = new LinkedHashMap<>();
    private final Limits limits = new Limits();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, String> annotations = new LinkedHashMap<>();
    private Credentials credentials;
    private Optional<String> hostname = Optional.empty();
    private Optional<Rootfs> rootfs = Optional.empty();
    private String workingDirectory = "/";
    private Optional<Function<List<String>, Filter>> filter = Optional.empty();
    private Optional<IdMapping> idMapping = Optional.empty();
    private boolean cgroup;

    /** The capabilities are the exporter's bounding set: a runtime refuses a bundle that asks for more. */
    public Bundle(String name, CapabilitySet capabilities) {
        this.name = name;
        this.credentials = Credentials.ofRoot(capabilities);
    }

    void idMapping(IdMapping mapping) {
        idMapping = Optional.of(mapping);
    }

    void rootfs(Rootfs source) {
        rootfs = Optional.of(source);
    }

    /** What to copy into the bundle. A runtime starts nothing on the host's own root. */
    public Rootfs rootfs() {
        return rootfs.orElseThrow(() -> Refusal.usage(
                "'" + name + "' has no root file system of its own, and a bundle cannot be without one",
                "rootfs busybox"));
    }

    void ownRoot() {
        // A runtime always gives a container the bundle's root.
    }

    void hostname(String chosen) {
        hostname = Optional.of(chosen);
    }

    void namespace(Namespace namespace) {
        namespaces.put(namespace, Map.of("type", TYPES.getOrDefault(namespace, namespace.word())));
    }

    void namespace(Namespace namespace, String path) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("type", TYPES.getOrDefault(namespace, namespace.word()));
        entry.put("path", path);
        namespaces.put(namespace, entry);
    }

    void timeOffset(String offset) {
        String[] parts = offset.split(" ", -1);
        timeOffsets.put(parts[0], Map.of("secs", Long.parseLong(parts[1]), "nanosecs", 0));
    }

    void workingDirectory(String directory) {
        workingDirectory =
                Path.of(workingDirectory).resolve(directory).normalize().toString();
    }

    BundleMounts mounts() {
        return mounts;
    }

    BundleDevices devices() {
        return devices;
    }

    void become(Privilege step) {
        credentials = step.after(credentials);
        if (step instanceof SetGroup group && group.keepsGroups()) {
            notes.add(step.line() + ": which groups those are is the runtime's affair");
        }
    }

    /** Beyond a network namespace the specification leaves the network to others. */
    void leaveOutNetwork(Step step) {
        leaveOut(step, "the specification has no words for it; a hook or a CNI plug-in would do it");
    }

    /** A step that the specification cannot say: told in the document and beside it. */
    void leaveOut(Step step, String why) {
        notes.add("left out: " + step.line() + ": " + why);
        annotations.put("nutshell.left-out." + (annotations.size() + 1), step.line());
    }

    void cgroup() {
        cgroup = true;
    }

    /** A bundle has one filter, and a runtime kills what comes a way that it does not name. */
    void filter(String line, Function<List<String>, Filter> made) {
        if (filter.isPresent()) {
            throw Refusal.usage(
                    "a bundle holds one filter, and '" + Printable.text(line) + "' would be the second",
                    "put both into one seccomp line, or into a profile");
        }
        if (made.apply(List.of()).elsewhere().letsThrough()) {
            throw Refusal.usage(
                    "a runtime kills what '" + Printable.text(line) + "' lets through on other ways into the kernel",
                    "seccomp without --arch");
        }
        filter = Optional.of(made);
    }

    void limit(String key, String value) {
        cgroup = true;
        limits.add(key, value);
    }

    /** What whoever runs the bundle has to know, and the document cannot say. */
    public List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        if (!limits.onlyOnV2().isEmpty()) {
            all.add(String.join(", ", limits.onlyOnV2())
                    + ": files of cgroup v2, which a runtime on a machine with v1 refuses");
        }
        return all;
    }

    /** The document, ready for a JSON writer; the program is a shell. */
    public Map<String, Object> config() {
        return config(List.of("sh"));
    }

    public Map<String, Object> config(List<String> command) {
        Map<String, Object> config = new LinkedHashMap<>();
        // A time namespace is of 1.1; readers of 1.0 are left in peace where there is none.
        config.put("ociVersion", namespaces.containsKey(Namespace.TIME) ? "1.1.0" : "1.0.2");
        config.put("process", process(command));
        config.put("root", Map.of("path", rootPath(), "readonly", mounts.rootIsReadOnly()));
        hostname.ifPresent(h -> config.put("hostname", h));
        config.put("mounts", mounts.all());
        if (!annotations.isEmpty()) {
            config.put("annotations", annotations);
        }
        Map<String, Object> linux = new LinkedHashMap<>();
        putUnlessEmpty(linux, "devices", devices.nodes());
        if (cgroup) {
            linux.put("cgroupsPath", "/" + ControlGroup.ALL_OURS + "-" + name);
        }
        Map<String, Object> resources = limits.resources();
        putUnlessEmpty(resources, "devices", devices.allowed());
        linux.put("resources", resources);
        if (!timeOffsets.isEmpty()) {
            linux.put("timeOffsets", timeOffsets);
        }
        linux.put("namespaces", List.copyOf(namespaces.values()));
        filter.ifPresent(made -> linux.put(
                "seccomp",
                new BundleFilter(
                                made.apply(credentials.capabilities().bounding().names()))
                        .document()));
        idMapping.ifPresent(mapping -> {
            linux.put("uidMappings", mappings(mapping.users()));
            linux.put("gidMappings", mappings(mapping.groups()));
        });
        putUnlessEmpty(linux, "maskedPaths", mounts.masked());
        putUnlessEmpty(linux, "readonlyPaths", mounts.readOnly());
        config.put("linux", linux);
        return config;
    }

    private static void putUnlessEmpty(Map<String, Object> into, String key, List<?> values) {
        if (!values.isEmpty()) {
            into.put(key, values);
        }
    }

    private static List<Map<String, Object>> mappings(IdMap map) {
        return map.ranges().stream()
                .map(range -> Map.<String, Object>of(
                        "containerID", range.inside(), "hostID", range.outside(), "size", range.count()))
                .toList();
    }

    /** A directory of someone's is named where it lies; every other root is prepared inside the bundle. */
    private String rootPath() {
        return rootfs() instanceof Directory directory ? directory.path().toString() : "rootfs";
    }

    private Map<String, Object> process(List<String> command) {
        Map<String, Object> process = new LinkedHashMap<>();
        process.put("terminal", false);
        process.put("user", Map.of("uid", credentials.user(), "gid", credentials.group()));
        process.put("args", command);
        process.put("env", Launch.environment());
        process.put("cwd", workingDirectory);
        process.put("capabilities", capabilities());
        process.put("noNewPrivileges", credentials.noNewPrivileges());
        return process;
    }

    /** The sets the program starts with; a runtime takes one that is not named for empty. */
    private Map<String, Object> capabilities() {
        CapabilitySets sets = credentials.capabilities();
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("bounding", sets.bounding().names());
        named.put("effective", sets.effective().names());
        named.put("permitted", sets.permitted().names());
        if (!sets.inheritable().isEmpty()) {
            named.put("inheritable", sets.inheritable().names());
        }
        if (!sets.ambient().isEmpty()) {
            named.put("ambient", sets.ambient().names());
        }
        return named;
    }
}
