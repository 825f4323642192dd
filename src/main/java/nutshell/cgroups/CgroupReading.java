package nutshell.cgroups;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the kernel tells about a group: v2's read-only files, and where v1 tells the same. */
public enum CgroupReading {
    PIDS_CURRENT("pids.current", Optional.of("pids.current"), "processes and threads now"),
    PIDS_EVENTS("pids.events", Optional.of("pids.events"), "max: how often a fork was refused"),
    PIDS_PEAK("pids.peak", Optional.of("pids.peak"), "the most processes and threads so far"),
    MEMORY_CURRENT("memory.current", Optional.of("memory.usage_in_bytes"), "bytes now"),
    MEMORY_PEAK("memory.peak", Optional.of("memory.max_usage_in_bytes"), "the most bytes so far"),
    MEMORY_EVENTS("memory.events", Optional.of("memory.oom_control"), "oom_kill: processes killed for want of memory"),
    MEMORY_STAT("memory.stat", Optional.of("memory.stat"), "bytes by what they are used for"),
    MEMORY_SWAP_CURRENT("memory.swap.current", Optional.empty(), "bytes swapped out now"),
    CPU_STAT("cpu.stat", Optional.of("cpu.stat"), "nr_throttled: periods that ended early"),
    CPUSET_CPUS("cpuset.cpus.effective", Optional.of("cpuset.effective_cpus"), "the CPUs it may use"),
    CPUSET_MEMS("cpuset.mems.effective", Optional.of("cpuset.effective_mems"), "the memory nodes it may use"),
    IO_STAT("io.stat", Optional.empty(), "bytes and requests by device"),
    CGROUP_EVENTS("cgroup.events", Optional.empty(), "populated, frozen: 0 or 1");

    private final String file;
    private final Optional<String> v1;
    private final String shows;

    CgroupReading(String file, Optional<String> v1, String shows) {
        this.file = file;
        this.v1 = v1;
        this.shows = shows;
    }

    /** Returns v2's file name. */
    public String file() {
        return file;
    }

    /** Says in a few words what stands in it. */
    public String shows() {
        return shows;
    }

    /** Returns the file on this machine; none where v1 has no such file, or its controller is not mounted. */
    public Optional<CgroupFile> on(CgroupMounts mounts) {
        return mounts.find(file, v1);
    }

    /** Returns what tells how a setting works out: the current use and the events of its controller. */
    public static List<CgroupReading> of(CgroupKey key) {
        return Arrays.stream(values())
                .filter(reading -> CgroupFile.named(reading.file).controller().equals(key.controller()))
                .toList();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(CgroupReading::file).toList();
    }
}
