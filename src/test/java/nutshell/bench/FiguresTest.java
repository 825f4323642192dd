package nutshell.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final Row OURS = new Row("prompt", "nutshell", new Timings(List.of(2_000_000L)), 1);
    private static final Row PEER = new Row("prompt", "jshell", new Timings(List.of(3_000_000L, 3_000_499L)), 1.50012);

    private static final Memory.Held IDLE = new Memory.Held("nutshell", 3, new Memory(59.4, 41.2));

    @Test
    void draws_a_table_and_says_below_it_who_is_missing() {
        Figures figures = new Figures(List.of(OURS, PEER), List.of(), List.of("crun: not installed, so not measured"));

        assertEquals(
                List.of(
                        "| work   | who      | n | min ms | median ms | 95 % ms | median ÷ ours |",
                        "|--------|----------|--:|-------:|----------:|--------:|--------------:|",
                        "| prompt | nutshell | 1 |   2.00 |      2.00 |    2.00 |          1.00 |",
                        "| prompt | jshell   | 2 |   3.00 |      3.00 |    3.00 |          1.50 |",
                        "",
                        "- crun: not installed, so not measured"),
                figures.lines());
    }

    @Test
    void draws_memory_in_a_table_of_its_own() {
        Figures figures = new Figures(List.of(), List.of(IDLE), List.of());

        assertEquals(
                List.of(
                        "| memory of | n | RSS MiB | PSS MiB |",
                        "|-----------|--:|--------:|--------:|",
                        "| nutshell  | 3 |   59.40 |   41.20 |",
                        ""),
                figures.lines());
    }

    @Test
    void says_once_what_two_works_remark() {
        Figures one = Figures.NONE.and(List.of("docker: not installed, so not measured"));

        assertEquals(one, one.and(one));
    }

    @Test
    void writes_the_rows_as_scripts_expect_them() {
        Map<String, Object> json = new Figures(List.of(PEER), List.of(), List.of()).toJson();

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
    void writes_memory_beside_the_rows() {
        assertEquals(
                List.of(Map.of("who", "nutshell", "n", 3, "rss_mib", 59.4, "pss_mib", 41.2)),
                new Figures(List.of(), List.of(IDLE), List.of()).toJson().get("memory"));
    }

    @Test
    void writes_a_point_in_every_language() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals(List.of("prompt", "nutshell", "1", "2.00", "2.00", "2.00", "1.00"), OURS.cells());
        } finally {
            Locale.setDefault(before);
        }
    }
}
