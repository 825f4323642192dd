package nutshell.evidence.proc;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nutshell.cgroups.CgroupMembership;
import nutshell.cgroups.CgroupMounts;
import nutshell.evidence.Evidence;
import nutshell.mounts.MountInfo;
import nutshell.namespaces.IdMap;
import nutshell.namespaces.Namespace;
import nutshell.namespaces.NamespaceId;
import nutshell.refusals.Refusal;

/** All that the kernel says of one process, each part with where it was read, or why it could not be. */
public record ProcessFacts(
        int pid,
        Status status,
        Evidence<String> program,
        Evidence<String> root,
        Map<Namespace, Evidence<NamespaceId>> namespaces,
        Evidence<IdMap> userIds,
        Evidence<IdMap> groupIds,
        Evidence<String> label,
        Evidence<List<CgroupMembership>> groups,
        List<CgroupLimit> limits,
        Evidence<MountTable> mounts,
        Evidence<List<Descriptor>> descriptors,
        Evidence<List<DeviceNode>> devices) {

    private static final int MOST_DESCRIPTORS = 4096;

    public ProcessFacts {
        namespaces = Map.copyOf(namespaces);
        limits = List.copyOf(limits);
    }

    /** Reads one process, or refuses if there is none, or another by the end: numbers are given out again. */
    public static ProcessFacts read(ProcDirectory process) {
        Optional<String> before = startTime(process);
        Status status = process.lines("status").parsed(Status::parse).fact().orElseThrow(() -> gone(process));
        Evidence<MountTable> mounts =
                process.lines("mountinfo").parsed(MountInfo::parse).parsed(MountTable::new);
        Evidence<List<CgroupMembership>> groups = process.lines("cgroup").parsed(CgroupMembership::parse);
        ProcessFacts facts = new ProcessFacts(
                status.numbers().get(0),
                status,
                process.link("exe"),
                process.link("root"),
                namespaces(process),
                process.lines("uid_map").parsed(IdMap::parse),
                process.lines("gid_map").parsed(IdMap::parse),
                label(process),
                groups,
                groups.fact().map(ProcessFacts::limits).orElse(List.of()),
                mounts,
                descriptors(process),
                devices(process, mounts));
        if (before.isEmpty() || !before.equals(startTime(process))) {
            throw gone(process);
        }
        return facts;
    }

    public Evidence<NamespaceId> namespace(Namespace namespace) {
        return namespaces.getOrDefault(namespace, Evidence.notSeen("ns/" + namespace.procName(), "nobody looked"));
    }

    private static Map<Namespace, Evidence<NamespaceId>> namespaces(ProcDirectory process) {
        Map<Namespace, Evidence<NamespaceId>> namespaces = new EnumMap<>(Namespace.class);
        for (Namespace namespace : Namespace.values()) {
            namespaces.put(namespace, process.link("ns/" + namespace.procName()).parsed(NamespaceId::parse));
        }
        return namespaces;
    }

    /** A kernel without a security module that labels processes answers EINVAL. */
    private static Evidence<String> label(ProcDirectory process) {
        Evidence<String> read = process.text("attr/current");
        return read.unseen().filter("Invalid argument"::equals).isPresent()
                ? Evidence.notSeen(read.source(), "no security module here labels processes")
                : read.parsed(text -> text.replace("\0", "").strip());
    }

    private static List<CgroupLimit> limits(List<CgroupMembership> groups) {
        try {
            return new CgroupLimits(CgroupMounts.ofThisMachine(), groups).read();
        } catch (Refusal e) {
            // No control groups are mounted where we are: nothing is known of limits.
            return List.of();
        }
    }

    private static Evidence<List<Descriptor>> descriptors(ProcDirectory process) {
        return process.numbers("fd", MOST_DESCRIPTORS)
                .parsed(numbers -> numbers.stream()
                        .flatMap(number -> process
                                .link("fd/" + number)
                                .parsed(target -> Descriptor.parse(
                                        number,
                                        target,
                                        process.lines("fdinfo/" + number).fact().orElse(List.of())))
                                .fact()
                                .stream())
                        .toList());
    }

    private static Evidence<List<DeviceNode>> devices(ProcDirectory process, Evidence<MountTable> mounts) {
        Path dev = process.path().resolve("root/dev");
        return mounts.fact()
                .map(table -> DeviceNode.in(dev, table))
                .orElseGet(() -> Evidence.notSeen(dev.toString(), "its mounts could not be read"));
    }

    /** Field 22 of stat, counted behind the name, which may hold anything; see proc(5). */
    private static Optional<String> startTime(ProcDirectory process) {
        return process.text("stat")
                .fact()
                .map(stat -> stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1))
                .filter(fields -> fields.length > 19)
                .map(fields -> fields[19]);
    }

    private static Refusal gone(ProcDirectory process) {
        String name = Objects.toString(process.path().getFileName(), "?");
        return Refusal.failed(
                "there is no process " + name + ", or it ended while it was looked at; expected a number of ps -e",
                "nutshell inspect self");
    }
}
