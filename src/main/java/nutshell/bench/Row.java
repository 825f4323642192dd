package nutshell.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What one contender took for one work.
 *
 * @param ratioToUs its median divided by ours: more than one is slower than Nutshell
 * @param memoryMib resident memory in MiB, where that was looked at
 */
public record Row(String work, String who, Timings timings, double ratioToUs, OptionalDouble memoryMib) {

    /** As it stands in {@code nutshell.bench/1}; milliseconds to the microsecond. */
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("work", work);
        json.put("who", who);
        json.put("n", timings.n());
        json.put("min_ms", rounded(timings.min()));
        json.put("p50_ms", rounded(timings.median()));
        json.put("p95_ms", rounded(timings.percentile(95)));
        json.put("ratio_to_us", rounded(ratioToUs));
        memoryMib.ifPresent(mib -> json.put("memory_mib", rounded(mib)));
        return json;
    }

    private static double rounded(double figure) {
        return Math.round(figure * 1000) / 1000.0;
    }

    /** A line of the Markdown table. */
    String toMarkdown() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %.2f | %.2f | %.2f | %.2f | %s |",
                work,
                who,
                timings.n(),
                timings.min(),
                timings.median(),
                timings.percentile(95),
                ratioToUs,
                memoryMib.isPresent() ? String.format(Locale.ROOT, "%.0f", memoryMib.getAsDouble()) : "");
    }
}
