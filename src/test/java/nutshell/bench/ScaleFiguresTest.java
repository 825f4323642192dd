package nutshell.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScaleFiguresTest {

    private static final Reading BEFORE = new Reading(0, 40, 12, 1, 15, 0, 80, 100);
    private static final Reading MANY = new Reading(1_000, 1_040, 12, 1_001, 1_015, 1_000, 140, 400);

    @Test
    void is_flat_when_all_has_come_back() {
        ScaleFigures figures = figures(new Reading(0, 40, 12, 1, 14, 0, 95, 180));

        assertTrue(figures.flat());
        assertEquals(List.of("alive at once: flat"), figures.toJson().get("remarks"));
    }

    @Test
    void names_what_has_not() {
        ScaleFigures figures = figures(new Reading(0, 41, 12, 3, 15, 1, 190, 100));

        assertFalse(figures.flat());
        assertEquals(
                List.of("alive at once: NOT flat; descriptors: 40, then 41, cgroups: 1, then 3, processes: 0, then 1,"
                        + " memory: 80 MiB, then 190"),
                figures.toJson().get("remarks"));
    }

    @Test
    void draws_what_was_there_meanwhile() {
        assertEquals(
                "| alive at once, during |       1000 |        1040 |     12 |    1001 |    1015 |      1000 |  140.00 |"
                        + "     400.00 |",
                figures(BEFORE).lines().get(3));
    }

    @Test
    void is_the_same_document_as_other_figures_with_the_course_of_things_beside() {
        Map<String, Object> json = figures(BEFORE).toJson();

        assertEquals("nutshell.bench/1", json.get("schema"));
        assertEquals(true, json.get("flat"));
        assertEquals(
                3,
                Optional.ofNullable((List<?>) json.get("scale")).orElseThrow().size());
    }

    private static ScaleFigures figures(Reading after) {
        return new ScaleFigures(
                List.of(), List.of(new ScaleFigures.Course("alive at once", BEFORE, List.of(MANY), after)));
    }
}
