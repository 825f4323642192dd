package nutshell.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one contender took for one work.
 *
 * @param ratioToUs its median divided by ours: more than one is slower than Nutshell
 */
public record Row(String work, String who, Timings timings, double ratioToUs) {

    static final List<String> HEAD = List.of("work", "who", "n", "min ms", "median ms", "95 % ms", "median ÷ ours");

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
        return json;
    }

    static double rounded(double figure) {
        return Math.round(figure * 1000) / 1000.0;
    }

    /** The cells of its line in the table. */
    List<String> cells() {
        return List.of(
                work,
                who,
                Integer.toString(timings.n()),
                shown(timings.min()),
                shown(timings.median()),
                shown(timings.percentile(95)),
                shown(ratioToUs));
    }

    static String shown(double figure) {
        return String.format(Locale.ROOT, "%.2f", figure);
    }
}
