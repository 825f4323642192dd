package nutshell.cgroups;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nutshell.refusals.Nearest;
import nutshell.refusals.Refusal;

/** The settings a person can type: v2's file names, and where v1 keeps the same thing. */
public enum CgroupKey {
    PIDS_MAX("pids.max", Optional.of("pids.max"), ValueSyntax.COUNT, "20"),
    MEMORY_MAX("memory.max", Optional.of("memory.limit_in_bytes"), ValueSyntax.BYTES, "64M"),
    MEMORY_HIGH("memory.high", Optional.of("memory.soft_limit_in_bytes"), ValueSyntax.BYTES, "48M"),
    MEMORY_LOW("memory.low", Optional.empty(), ValueSyntax.BYTES, "16M"),
    MEMORY_MIN("memory.min", Optional.empty(), ValueSyntax.BYTES, "16M"),
    MEMORY_SWAP_MAX("memory.swap.max", Optional.of("memory.memsw.limit_in_bytes"), ValueSyntax.BYTES, "0"),
    MEMORY_OOM_GROUP("memory.oom.group", Optional.empty(), ValueSyntax.FLAG, "1"),
    CPU_MAX("cpu.max", Optional.of("cpu.cfs_quota_us"), ValueSyntax.BANDWIDTH, "\"50000 100000\""),
    CPU_WEIGHT("cpu.weight", Optional.of("cpu.shares"), ValueSyntax.WEIGHT, "100"),
    CPUSET_CPUS("cpuset.cpus", Optional.of("cpuset.cpus"), ValueSyntax.RANGES, "0-1"),
    CPUSET_MEMS("cpuset.mems", Optional.of("cpuset.mems"), ValueSyntax.RANGES, "0"),
    IO_MAX("io.max", Optional.empty(), ValueSyntax.DEVICE_LIMITS, "\"8:0 wbps=1048576\""),
    CGROUP_FREEZE("cgroup.freeze", Optional.of("freezer.state"), ValueSyntax.FLAG, "1"),
    CGROUP_KILL("cgroup.kill", Optional.empty(), ValueSyntax.ONE, "1");

    /** The name, in place of a controller's, of the files that every group of v2 has. */
    public static final String CORE = "cgroup";

    private final String file;
    private final Optional<String> v1;
    private final ValueSyntax syntax;
    private final String example;

    CgroupKey(String file, Optional<String> v1, ValueSyntax syntax, String example) {
        this.file = file;
        this.v1 = v1;
        this.syntax = syntax;
        this.example = example;
    }

    /** Returns v2's file name, which is what a person types. */
    public String file() {
        return file;
    }

    /** Returns v2's controller, {@link #CORE} for the files of every group. */
    public String controller() {
        return CgroupFile.named(file).controller();
    }

    /** Returns the line a person could type. */
    public String example() {
        return "cgroup set " + file + " " + example;
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(CgroupKey::file).toList();
    }

    public static CgroupKey of(String key) {
        return Arrays.stream(values())
                .filter(known -> known.file.equals(key))
                .findFirst()
                .orElseThrow(() -> unknown(key, names()));
    }

    /** Tells what to write for a first setting; see {@link #resolve(String, String, CgroupMounts, Map)}. */
    public static CgroupSetting resolve(String key, String value, CgroupMounts mounts) {
        return resolve(key, value, mounts, Map.of());
    }

    /** Tells what to write into a group that already has {@code earlier} settings, by key as they were typed. */
    public static CgroupSetting resolve(String key, String value, CgroupMounts mounts, Map<String, String> earlier) {
        CgroupKey known = of(key);
        String written = known.written(value);
        if (!mounts.version().usesV1()) {
            return new CgroupSetting(
                    key,
                    value,
                    known.controller(),
                    List.of(CgroupFile.named(key).write(written)),
                    false);
        }
        List<Write> writes = VersionOne.writes(known, written, earlier);
        String hierarchy = writes.get(0).controller();
        // Asked for here so that a missing controller is told before anything has been written.
        mounts.hierarchy(hierarchy);
        return new CgroupSetting(key, value, hierarchy, writes, hierarchy.equals("cpuset"));
    }

    /** Finds the file of a setting or a reading by its v2 name; none where v1 has no such file. */
    public static Optional<CgroupFile> fileFor(String v2Name, CgroupMounts mounts) {
        Stream<Optional<CgroupFile>> settings =
                Arrays.stream(values()).filter(key -> key.file.equals(v2Name)).map(key -> key.on(mounts));
        Stream<Optional<CgroupFile>> readings = Arrays.stream(CgroupReading.values())
                .filter(reading -> reading.file().equals(v2Name))
                .map(reading -> reading.on(mounts));
        return Stream.concat(settings, readings)
                .findFirst()
                .orElseThrow(() -> unknown(
                        v2Name,
                        Stream.concat(names().stream(), CgroupReading.names().stream())
                                .toList()));
    }

    /** Returns the file on this machine, which holds the value in v1's own words there. */
    Optional<CgroupFile> on(CgroupMounts mounts) {
        return mounts.find(file, v1);
    }

    Optional<CgroupFile> v1() {
        return v1.map(CgroupFile::named);
    }

    /** Returns the value as v2's file takes it, or refuses it with an example. */
    String written(String value) {
        return syntax.read(value.strip())
                .orElseThrow(() -> Refusal.usage(
                        "%s cannot be '%s': expected %s"
                                .formatted(file, value.replaceAll("\\P{Print}", "?"), syntax.expected()),
                        example()));
    }

    private static Refusal unknown(String name, List<String> known) {
        List<String> nearest = Nearest.to(name, known);
        String meant = nearest.isEmpty()
                ? "expected one of " + String.join(" ", known)
                : "did you mean " + String.join(" or ", nearest) + "?";
        // A recipe is a stranger's text: nothing in it may reach the terminal as an escape sequence.
        return Refusal.usage(
                "unknown control group file '%s': %s".formatted(name.replaceAll("\\P{Print}", "?"), meant),
                Arrays.stream(values())
                        .filter(key -> nearest.contains(key.file))
                        .findFirst()
                        .orElse(PIDS_MAX)
                        .example());
    }
}
