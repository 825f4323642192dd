package nutshell.cgroups;

import java.util.List;
import java.util.Map;
import nutshell.refusals.Refusal;

/** Says in v1's files what a person said in v2's words. */
final class VersionOne {

    private VersionOne() {}

    /** Takes a value as {@link CgroupKey#written} returns it, and refuses what v1 cannot do. */
    static List<Write> writes(CgroupKey key, String value, Map<String, String> earlier) {
        CgroupFile file = key.v1().orElseThrow(() -> missing(key));
        return switch (key) {
            case MEMORY_MAX -> MemoryAndSwap.limitMemory(value, earlier);
            case MEMORY_SWAP_MAX -> MemoryAndSwap.limitSwap(value, earlier);
            case MEMORY_HIGH -> List.of(file.write(unlimited(value)));
            case CPU_MAX -> bandwidth(file, value);
            case CPU_WEIGHT -> List.of(file.write(shares(Long.parseLong(value))));
            case CGROUP_FREEZE -> List.of(file.write(value.equals("1") ? "FROZEN" : "THAWED"));
            default -> List.of(file.write(value));
        };
    }

    /** Writes no limit as v1's memory and CPU files do; its pids.max says max like v2's. */
    static String unlimited(String value) {
        return value.equals("max") ? "-1" : value;
    }

    /** Writes the period first: a quota is judged by the share of the period that it makes. */
    private static List<Write> bandwidth(CgroupFile quota, String value) {
        String[] words = value.split(" ", -1);
        Write time = quota.write(unlimited(words[0]));
        return words.length == 1
                ? List.of(time)
                : List.of(CgroupFile.named("cpu.cfs_period_us").write(words[1]), time);
    }

    /** Maps 1 to 10000 onto 2 to 262144 in a straight line, the container runtimes' way, by which 100 is 2597. */
    private static String shares(long weight) {
        return String.valueOf(2 + (weight - 1) * 262_142 / 9_999);
    }

    private static Refusal missing(CgroupKey key) {
        String instead = switch (key) {
            case IO_MAX -> "v1's blkio.throttle.* files do it, such as blkio.throttle.write_bps_device";
            case CGROUP_KILL -> "cgroup set cgroup.freeze 1, then kill -9 what cgroup.procs lists, then thaw it";
            case MEMORY_LOW, MEMORY_MIN -> "cgroup set memory.high 48M limits the others instead";
            default -> "cgroup set memory.max 64M limits the whole group";
        };
        return Refusal.machine(
                "cgroup v1, which this machine uses, has no file for " + key.file(),
                instead + "; or go where v2 is: nutshell vm up");
    }
}
