package nutshell.evidence.containers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nutshell.evidence.Evidence;
import nutshell.evidence.FactSheet;
import nutshell.evidence.proc.MountTable;
import nutshell.evidence.proc.ProcDirectory;
import nutshell.mounts.MountInfo;
import nutshell.namespaces.NamespaceId;

/** What is mounted where a container's first process is, as its mountinfo says, and what of that is the host's. */
final class EffectiveMounts {

    /** Of the kernel's own, which every container has. */
    private static final Set<String> KERNELS =
            Set.of("proc", "sysfs", "cgroup", "cgroup2", "devpts", "mqueue", "securityfs");

    private final HostView host;
    private final boolean hostsOwn;
    private final Evidence<MountTable> table;

    EffectiveMounts(ProcDirectory process, HostView host) {
        this.host = host;
        this.hostsOwn = sharesMounts(process, host);
        // A list that is the host's is read already, and may be long.
        this.table = hostsOwn
                ? Evidence.seen(
                        process.path().resolve("mountinfo").toString(),
                        host.host().mounts())
                : process.lines("mountinfo").parsed(MountInfo::parse).parsed(MountTable::new);
    }

    Evidence<MountTable> table() {
        return table;
    }

    void noteOn(FactSheet sheet, DeclaredContainer declared) {
        sheet.note(
                "root_read_only",
                table.parsed(it -> it.at("/").map(MountTable::isReadOnly).orElse(false)));
        sheet.note("mounts", table.parsed(it -> hostsOwn ? List.of(wholeHost()) : mounts(it, declared)));
        sheet.note("masked", table.parsed(EffectiveMounts::masked));
    }

    private static boolean sharesMounts(ProcDirectory process, HostView host) {
        Optional<NamespaceId> own =
                process.link("ns/mnt").parsed(NamespaceId::parse).fact();
        boolean sameRoot = process.link("root").fact().filter("/"::equals).isPresent();
        return sameRoot && own.isPresent() && host.host().namespaces().containsValue(own.get());
    }

    private Map<String, Object> wholeHost() {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("source", "/");
        whole.put("target", "/");
        whole.put("type", "the host's own mounts");
        whole.put("writable", true);
        whole.put("propagation", "private");
        whole.put("sockets", host.runtimeSockets());
        return whole;
    }

    private List<Map<String, Object>> mounts(MountTable seen, DeclaredContainer declared) {
        Map<String, String> asked = new LinkedHashMap<>();
        declared.mounts()
                .forEach(mount -> asked.put(
                        String.valueOf(mount.get("target")), String.valueOf(mount.getOrDefault("source", ""))));
        return seen.mounts().stream()
                .filter(mount -> !mount.mountPoint().equals("/") && !isKernels(mount) && !isOwn(mount, declared))
                .map(mount -> noted(mount, asked.getOrDefault(mount.mountPoint(), "")))
                .toList();
    }

    private static boolean isKernels(MountInfo mount) {
        return KERNELS.contains(mount.fsType()) || mount.mountPoint().matches("/(proc|sys)/.*");
    }

    /** From where its engine keeps what is this container's. */
    private boolean isOwn(MountInfo mount, DeclaredContainer declared) {
        return !declared.id().isEmpty()
                && host.origin(mount)
                        .filter(path -> path.contains(declared.id()))
                        .isPresent();
    }

    /** By the name that it was asked for by, where it has one on the host. */
    private Map<String, Object> noted(MountInfo mount, String asked) {
        Optional<String> origin = host.origin(mount);
        Map<String, Object> noted = new LinkedHashMap<>();
        noted.put("source", origin.isPresent() && !asked.isEmpty() ? asked : origin.orElse(""));
        noted.put("target", mount.mountPoint());
        noted.put("type", mount.fsType());
        noted.put("writable", !MountTable.isReadOnly(mount));
        noted.put("propagation", propagation(mount));
        noted.put("sockets", host.socketsIn(mount));
        return noted;
    }

    private String propagation(MountInfo mount) {
        return mount.optionalFields().stream().anyMatch(host.sharedPeers()::contains) ? "shared" : "private";
    }

    private static Map<String, Object> masked(MountTable table) {
        long masks = table.mounts().stream()
                .filter(mount -> mount.mountPoint().matches("/proc/.+|/sys/firmware.*"))
                .count();
        boolean writable = table.covering("/proc/sys/kernel/core_pattern")
                .map(mount -> !MountTable.isReadOnly(mount))
                .orElse(false);
        return Map.of("count", masks, "proc_sys_writable", writable);
    }
}
