package nutshell.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nutshell.refusals.Refusal;

/**
 * What a process holds, in MiB; see proc(5).
 *
 * @param rss resident, VmRSS: what others share with it is counted in full
 * @param pss resident, Pss of smaps_rollup: what n processes share counts for each with its nth part
 */
public record Memory(double rss, double pss) {

    private static final double KIB_PER_MIB = 1024;

    static Memory of(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        return new Memory(mib(proc.resolve("status"), "VmRSS:"), mib(proc.resolve("smaps_rollup"), "Pss:"));
    }

    static Memory ofOurselves() {
        return of(ProcessHandle.current().pid());
    }

    static double mib(Path file, String key) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(key))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw Refusal.failed("cannot read " + file, "it has ended, or belongs to somebody else");
        }
    }

    Memory minus(Memory other) {
        return new Memory(rss - other.rss, pss - other.pss);
    }

    Memory dividedBy(int parts) {
        return new Memory(rss / parts, pss / parts);
    }

    /**
     * Who holds how much.
     *
     * @param n how often it was looked at, or how many hold it; what is told is the median, or each one's part
     */
    public record Held(String who, int n, Memory memory) {

        static final List<String> HEAD = List.of("memory of", "n", "RSS MiB", "PSS MiB");

        Map<String, Object> toJson() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("who", who);
            json.put("n", n);
            json.put("rss_mib", Row.rounded(memory.rss));
            json.put("pss_mib", Row.rounded(memory.pss));
            return json;
        }

        List<String> cells() {
            return List.of(who, Integer.toString(n), Row.shown(memory.rss), Row.shown(memory.pss));
        }
    }
}
