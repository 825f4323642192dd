package nutshell.container;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.cgroups.CgroupKey;
import nutshell.cgroups.CgroupMounts;
import nutshell.cgroups.CgroupVersion;

/** Settings of a control group in the words of the OCI runtime specification, {@code config-linux.md}. */
final class Limits {

    /** The specification has v2's values, whatever this machine has. */
    private static final CgroupMounts V2 =
            new CgroupMounts(CgroupVersion.V2, Optional.of(Path.of("/sys/fs/cgroup")), Map.of());

    private final Map<String, String> settings = new LinkedHashMap<>();

    /** Refuses a key or a value that no kernel would take. */
    static void requireValid(String key, String value) {
        CgroupKey.resolve(key, value, V2);
    }

    void add(String key, String value) {
        settings.put(key, value);
    }

    /** Those the specification has no word of its own for: it names v2's files, and a runtime on v1 refuses them. */
    List<String> onlyOnV2() {
        return resources().get("unified") instanceof Map<?, ?> unified
                ? unified.keySet().stream().map(String::valueOf).sorted().toList()
                : List.of();
    }

    Map<String, Object> resources() {
        Map<String, Object> resources = new LinkedHashMap<>();
        Map<String, Object> memory = new LinkedHashMap<>();
        Map<String, Object> cpu = new LinkedHashMap<>();
        Map<String, Object> unified = new LinkedHashMap<>();
        settings.forEach((key, value) -> {
            switch (key) {
                case "pids.max" -> resources.put("pids", Map.of("limit", number(value)));
                case "memory.max" -> memory.put("limit", bytes(key, value));
                case "memory.swap.max" -> memory.put("swap", swap(value));
                case "memory.high" -> memory.put("reservation", bytes(key, value));
                case "cpu.max" -> cpu.putAll(bandwidth(value));
                case "cpuset.cpus" -> cpu.put("cpus", value);
                case "cpuset.mems" -> cpu.put("mems", value);
                case "cpu.weight" -> cpu.put("shares", shares(value));
                default -> unified.put(key, value);
            }
        });
        put(resources, "memory", memory);
        put(resources, "cpu", cpu);
        put(resources, "unified", unified);
        return resources;
    }

    private static void put(Map<String, Object> resources, String name, Map<String, Object> values) {
        if (!values.isEmpty()) {
            resources.put(name, values);
        }
    }

    private static long number(String value) {
        return value.equals("max") ? -1 : Long.parseLong(value);
    }

    /** The value as the kernel's file takes it: suffixes turned into bytes. */
    private static long bytes(String key, String value) {
        return number(CgroupKey.resolve(key, value, V2).writes().get(0).value());
    }

    /** The specification counts memory and swap together, v2's file swap alone. */
    private long swap(String value) {
        long swap = bytes("memory.swap.max", value);
        long memory = bytes("memory.max", settings.getOrDefault("memory.max", "max"));
        return swap < 0 || memory < 0 ? -1 : memory + swap;
    }

    private static Map<String, Object> bandwidth(String value) {
        String[] parts = value.strip().split("\\s+", -1);
        Map<String, Object> cpu = new LinkedHashMap<>();
        cpu.put("quota", number(parts[0]));
        cpu.put("period", parts.length > 1 ? Long.parseLong(parts[1]) : 100_000L);
        return cpu;
    }

    /** The kernel documents' conversion between v2's weight, 1 to 10000, and v1's shares, 2 to 262144. */
    private static long shares(String weight) {
        return 2 + (Long.parseLong(weight) - 1) * 262_142 / 9_999;
    }
}
