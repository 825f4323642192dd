package nutshell.cgroups;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.refusals.Refusal;

/**
 * Translates v2's two limits, of memory and of swap, into v1's: of memory, and of memory and swap together.
 *
 * <p>The kernel refuses (EINVAL) whatever would for a moment leave the second limit below the first.
 */
final class MemoryAndSwap {

    private static final CgroupFile MEMORY = CgroupFile.named("memory.limit_in_bytes");
    private static final CgroupFile BOTH = CgroupFile.named("memory.memsw.limit_in_bytes");

    private MemoryAndSwap() {}

    static List<Write> limitMemory(String memory, Map<String, String> earlier) {
        Write limit = MEMORY.write(VersionOne.unlimited(memory));
        Optional<Long> swap = bytes(CgroupKey.MEMORY_SWAP_MAX, earlier);
        if (swap.isEmpty()) {
            return List.of(limit);
        }
        if (memory.equals("max")) {
            throw inseparable("memory.max cannot be lifted while memory.swap.max stays", "memory.swap.max max");
        }
        long asked = Long.parseLong(memory);
        Write both = BOTH.write(sum(asked, swap.get()));
        boolean raises = bytes(CgroupKey.MEMORY_MAX, earlier)
                .filter(before -> before < asked)
                .isPresent();
        return raises ? List.of(both, limit) : List.of(limit, both);
    }

    static List<Write> limitSwap(String swap, Map<String, String> earlier) {
        if (swap.equals("max")) {
            return List.of(BOTH.write("-1"));
        }
        long memory = bytes(CgroupKey.MEMORY_MAX, earlier)
                .orElseThrow(() -> inseparable("memory.swap.max needs memory.max before it", "memory.max 64M"));
        return List.of(BOTH.write(sum(memory, Long.parseLong(swap))));
    }

    private static Optional<Long> bytes(CgroupKey key, Map<String, String> earlier) {
        return Optional.ofNullable(earlier.get(key.file()))
                .map(key::written)
                .filter(value -> !value.equals("max"))
                .map(Long::valueOf);
    }

    private static String sum(long memory, long swap) {
        return String.valueOf(swap > Long.MAX_VALUE - memory ? Long.MAX_VALUE : memory + swap);
    }

    private static Refusal inseparable(String what, String first) {
        return Refusal.machine(
                what + ": cgroup v1 limits memory and swap together only, in memory.memsw.limit_in_bytes",
                "first cgroup set " + first);
    }
}
