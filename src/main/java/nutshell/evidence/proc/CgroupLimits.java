package nutshell.evidence.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nutshell.cgroups.CgroupFile;
import nutshell.cgroups.CgroupKey;
import nutshell.cgroups.CgroupMembership;
import nutshell.cgroups.CgroupMounts;

/** Reads what limits the groups of a process, and the groups around them: the tightest on the way up is what holds. */
public final class CgroupLimits {

    static final List<String> KEYS = List.of("pids.max", "memory.max", "cpu.max", "cpuset.cpus");

    private final CgroupMounts mounts;
    private final List<CgroupMembership> memberships;

    public CgroupLimits(CgroupMounts mounts, List<CgroupMembership> memberships) {
        this.mounts = mounts;
        this.memberships = memberships;
    }

    /** One for each key of which any group on the way says something. */
    public List<CgroupLimit> read() {
        return KEYS.stream().flatMap(key -> read(key).stream()).toList();
    }

    private Optional<CgroupLimit> read(String key) {
        return CgroupKey.fileFor(key, mounts)
                .flatMap(file -> memberships.stream()
                        .filter(membership -> membership.controllers().isEmpty()
                                != mounts.version().usesV1())
                        .filter(membership -> membership.controllers().isEmpty()
                                || membership.controllers().contains(file.controller()))
                        .findFirst()
                        .flatMap(membership -> tightest(key, file, membership.path())));
    }

    private Optional<CgroupLimit> tightest(String key, CgroupFile file, String group) {
        List<CgroupLimit> found = new ArrayList<>();
        String level = group;
        // Ends at the hierarchy's root, which has no limits of its own; a hostile path has no more levels than letters.
        while (level.length() > 1) {
            limit(key, file, level.substring(1)).ifPresent(found::add);
            level = level.substring(0, Math.max(0, level.lastIndexOf('/')));
        }
        return found.stream().min(Comparator.comparingDouble(CgroupLimit::tightness));
    }

    private Optional<CgroupLimit> limit(String key, CgroupFile file, String group) {
        try {
            Path path = file.in(group, mounts);
            String own = Files.readString(path).strip();
            Optional<String> period = path.endsWith("cpu.cfs_quota_us")
                    ? Optional.of(Files.readString(path.resolveSibling("cpu.cfs_period_us"))
                            .strip())
                    : Optional.empty();
            String value = mounts.version().usesV1() ? CgroupLimit.asInV2(key, own, period) : own;
            return value.isEmpty() ? Optional.empty() : Optional.of(new CgroupLimit(key, value, path.toString()));
        } catch (IOException | InvalidPathException e) {
            // A group without this controller: those around it decide.
            return Optional.empty();
        }
    }
}
