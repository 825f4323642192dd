package nutshell.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final Row OURS =
            new Row("prompt", "nutshell", new Timings(List.of(2_000_000L)), 1, OptionalDouble.of(59.4));
    private static final Row PEER =
            new Row("prompt", "jshell", new Timings(List.of(3_000_000L, 3_000_499L)), 1.50012, OptionalDouble.empty());

    @Test
    void draws_a_table_and_says_below_it_who_is_missing() {
        Figures figures = new Figures(List.of(OURS, PEER), List.of("crun: not installed, so not measured"));

        assertEquals(
                List.of(
                        "| work | who | n | min ms | median ms | 95 % ms | median ÷ ours | MiB |",
                        "|---|---|---:|---:|---:|---:|---:|---:|",
                        "| prompt | nutshell | 1 | 2.00 | 2.00 | 2.00 | 1.00 | 59 |",
                        "| prompt | jshell | 2 | 3.00 | 3.00 | 3.00 | 1.50 |  |",
                        "",
                        "- crun: not installed, so not measured"),
                figures.lines());
    }

    @Test
    void writes_the_rows_as_scripts_expect_them() {
        Map<String, Object> json = new Figures(List.of(PEER), List.of()).toJson();

        assertEquals("nutshell.bench/1", json.get("schema"));
        assertEquals(
                List.of(Map.of(
                        "work", "prompt",
                        "who", "jshell",
                        "n", 2,
                        "min_ms", 3.0,
                        "p50_ms", 3.0,
                        "p95_ms", 3.0,
                        "ratio_to_us", 1.5)),
                json.get("rows"));
        assertEquals(List.of(), json.get("remarks"));
    }

    @Test
    void adds_memory_where_it_was_looked_at() {
        assertEquals(59.4, OURS.toJson().get("memory_mib"));
    }

    @Test
    void writes_a_point_in_every_language() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals("| prompt | nutshell | 1 | 2.00 | 2.00 | 2.00 | 1.00 | 59 |", OURS.toMarkdown());
        } finally {
            Locale.setDefault(before);
        }
    }
}
