package nutshell.container;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import nutshell.capabilities.CapabilitySet;
import nutshell.namespaces.Namespace;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import nutshell.rootfs.Directory;
import nutshell.rootfs.Rootfs;
import nutshell.seccomp.Filter;

/** A recipe in the words of the OCI runtime specification: what becomes {@code config.json}, and the root beside it. */
public final class Bundle {

    private final String name;
    private final BundleNamespaces namespaces = new BundleNamespaces();
    private final BundleProcess process;
    private final BundleMounts mounts = new BundleMounts();
    private final BundleDevices devices = new BundleDevices();
    private final Limits limits = new Limits();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, String> annotations = new LinkedHashMap<>();
    private Optional<String> hostname = Optional.empty();
    private Optional<Rootfs> rootfs = Optional.empty();
    private Optional<Function<List<String>, Filter>> filter = Optional.empty();
    private boolean cgroup;

    /** The capabilities are the exporter's bounding set: a runtime refuses a bundle that asks for more. */
    public Bundle(String name, CapabilitySet capabilities) {
        this.name = name;
        this.process = new BundleProcess(capabilities);
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

    BundleNamespaces namespaces() {
        return namespaces;
    }

    BundleProcess process() {
        return process;
    }

    BundleMounts mounts() {
        return mounts;
    }

    BundleDevices devices() {
        return devices;
    }

    void become(Privilege step) {
        process.become(step);
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
        config.put("ociVersion", namespaces.includes(Namespace.TIME) ? "1.1.0" : "1.0.2");
        config.put("process", process.document(command));
        config.put("root", Map.of("path", rootPath(), "readonly", mounts.rootIsReadOnly()));
        hostname.ifPresent(h -> config.put("hostname", h));
        config.put("mounts", mounts.all());
        if (!annotations.isEmpty()) {
            config.put("annotations", annotations);
        }
        config.put("linux", linux());
        return config;
    }

    private Map<String, Object> linux() {
        Map<String, Object> linux = new LinkedHashMap<>();
        putUnlessEmpty(linux, "devices", devices.nodes());
        if (cgroup) {
            linux.put("cgroupsPath", "/" + ControlGroup.ALL_OURS + "-" + name);
        }
        Map<String, Object> resources = limits.resources();
        putUnlessEmpty(resources, "devices", devices.allowed());
        linux.put("resources", resources);
        if (!namespaces.timeOffsets().isEmpty()) {
            linux.put("timeOffsets", namespaces.timeOffsets());
        }
        linux.put("namespaces", namespaces.all());
        filter.ifPresent(made -> linux.put(
                "seccomp", new BundleFilter(made.apply(process.bounding().names())).document()));
        linux.putAll(namespaces.mappings());
        putUnlessEmpty(linux, "maskedPaths", mounts.masked());
        putUnlessEmpty(linux, "readonlyPaths", mounts.readOnly());
        return linux;
    }

    private static void putUnlessEmpty(Map<String, Object> into, String key, List<?> values) {
        if (!values.isEmpty()) {
            into.put(key, values);
        }
    }

    /** A directory of someone's is named where it lies; every other root is prepared inside the bundle. */
    private String rootPath() {
        return rootfs() instanceof Directory directory ? directory.path().toString() : "rootfs";
    }
}
