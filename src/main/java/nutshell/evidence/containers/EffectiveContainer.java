package nutshell.evidence.containers;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import nutshell.cgroups.CgroupMembership;
import nutshell.evidence.Evidence;
import nutshell.evidence.FactSheet;
import nutshell.evidence.proc.CgroupLimit;
import nutshell.evidence.proc.CgroupLimits;
import nutshell.evidence.proc.DeviceNode;
import nutshell.evidence.proc.ProcDirectory;
import nutshell.evidence.proc.Status;
import nutshell.namespaces.IdMap;
import nutshell.namespaces.Namespace;
import nutshell.namespaces.NamespaceId;

/** What the kernel says of a container's first process: a few reads below {@code /proc/PID}, nothing run inside. */
final class EffectiveContainer {

    private final ProcDirectory process;
    private final HostView host;
    private final EffectiveMounts mounts;
    private final Evidence<Status> status;

    EffectiveContainer(ProcDirectory process, HostView host) {
        this.process = process;
        this.host = host;
        this.mounts = new EffectiveMounts(process, host);
        this.status = process.lines("status").parsed(Status::parse);
    }

    void noteOn(FactSheet sheet, DeclaredContainer declared) {
        Evidence<IdMap> users = process.lines("uid_map").parsed(IdMap::parse);
        sheet.note("user", status.parsed(it -> user(it, users)));
        sheet.note("root_outside", users.parsed(EffectiveContainer::rootOutside));
        sheet.note("capabilities", status.parsed(this::capabilities));
        sheet.note("seccomp", status.parsed(it -> it.seccomp().name().toLowerCase(java.util.Locale.ROOT)));
        sheet.note("no_new_privs", noNewPrivileges());
        mounts.noteOn(sheet, declared);
        sheet.note("lsm", lsm());
        sheet.note("limits", limits());
        sheet.note("devices", devices());
        sheet.note("program", program(declared));
    }

    /** By word the number of each namespace. */
    Map<String, Evidence<NamespaceId>> namespaces() {
        Map<String, Evidence<NamespaceId>> found = new LinkedHashMap<>();
        for (Namespace namespace : Namespace.values()) {
            found.put(
                    namespace.word(), process.link("ns/" + namespace.procName()).parsed(NamespaceId::parse));
        }
        return found;
    }

    /** Field 22 of stat, by which a number that was given out again is known. */
    static Optional<String> startTime(ProcDirectory process) {
        return process.text("stat")
                .fact()
                .map(stat -> stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1))
                .filter(fields -> fields.length > 19)
                .map(fields -> fields[19]);
    }

    private static Map<String, Object> user(Status status, Evidence<IdMap> users) {
        Map<String, Object> user = new LinkedHashMap<>();
        // status counts as its reader does; the map is read the same way, so the number inside is found backwards.
        user.put("uid", inside(status.users().effective(), users));
        user.put("gid", inside(status.groups().effective(), users));
        user.put(
                "groups",
                status.supplementary().stream().map(id -> inside(id, users)).toList());
        user.put("outside", status.users().effective());
        return user;
    }

    private static long inside(long outside, Evidence<IdMap> users) {
        return users.fact().stream()
                .flatMap(map -> map.ranges().stream())
                .filter(range -> outside >= range.outside() && outside - range.outside() < range.count())
                .mapToLong(range -> range.inside() + (outside - range.outside()))
                .findFirst()
                .orElse(outside);
    }

    private static String rootOutside(IdMap map) {
        OptionalLong outside = map.outside(0);
        return outside.isPresent() ? Long.toString(outside.getAsLong()) : "nobody";
    }

    private Map<String, Object> capabilities(Status status) {
        List<String> effective = status.capabilities().effective().names();
        return Map.of(
                "effective",
                effective,
                "bounding",
                status.capabilities().bounding().names(),
                "all",
                effective.size() >= host.allCapabilities());
    }

    private Evidence<Boolean> noNewPrivileges() {
        Optional<Boolean> said = status.fact().flatMap(Status::noNewPrivileges);
        return said.isPresent()
                ? Evidence.seen(status.source(), said.get())
                : Evidence.notSeen(
                        status.source(), status.unseen().orElse("this kernel is older than 4.10 and does not say"));
    }

    /** A kernel without a security module that labels processes answers EINVAL. */
    private Evidence<String> lsm() {
        Evidence<String> label = process.text("attr/current");
        return label.unseen().filter("Invalid argument"::equals).isPresent()
                ? Evidence.seen(label.source(), "")
                : label.parsed(text -> text.replace("\0", "").strip());
    }

    private Evidence<Map<String, String>> limits() {
        Evidence<List<CgroupMembership>> groups = process.lines("cgroup").parsed(CgroupMembership::parse);
        if (host.groups().isEmpty()) {
            return Evidence.notSeen(groups.source(), "no control groups are mounted where we are");
        }
        return groups.parsed(memberships -> {
            Map<String, String> limits = new LinkedHashMap<>();
            for (CgroupLimit limit : new CgroupLimits(host.groups().get(), memberships).read()) {
                // A group without a set of its own has its parent's, and the topmost has every processor.
                boolean every =
                        limit.key().equals("cpuset.cpus") && limit.value().equals(host.processors());
                limits.put(limit.key(), every ? "max" : limit.value());
            }
            return limits;
        });
    }

    private Evidence<List<String>> devices() {
        Path dev = process.path().resolve("root/dev");
        return mounts.table()
                .fact()
                .map(table -> DeviceNode.in(dev, table)
                        .parsed(nodes -> nodes.stream()
                                .filter(node -> !node.isUsual())
                                .map(node -> "%s %s %d:%d"
                                        .formatted(
                                                node.name(),
                                                node.block() ? "block" : "char",
                                                node.major(),
                                                node.minor()))
                                .toList()))
                .orElseGet(() -> Evidence.notSeen(dev.toString(), "its mounts could not be read"));
    }

    /** Whether the program came with the image: deleted since, or lying in what the container itself wrote. */
    private Evidence<Map<String, Object>> program(DeclaredContainer declared) {
        return process.link("exe").parsed(path -> {
            boolean gone = path.endsWith(" (deleted)");
            boolean written =
                    declared.upper().filter(upper -> holds(upper, path)).isPresent();
            return Map.of("path", path, "deleted", gone, "written_inside", written);
        });
    }

    /** Follows no link: the container made them. */
    private static boolean holds(Path upper, String path) {
        try {
            Path at = upper;
            for (String name : path.substring(1).split("/", -1)) {
                if (name.isEmpty() || name.equals("..")) {
                    return false;
                }
                at = at.resolve(name);
                if (!Files.exists(at, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(at)) {
                    return false;
                }
            }
            return true;
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
