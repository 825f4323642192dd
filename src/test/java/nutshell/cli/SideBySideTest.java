package nutshell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SideBySideTest {

    private static final Paint PLAIN = new Paint(false);

    @Test
    void puts_both_views_beside_each_other_and_marks_what_differs() {
        SideBySide table = new SideBySide(PLAIN, 80);

        assertEquals("                   host                         container", table.head());
        assertEquals(
                "  hostname         lab                          box                          ≠",
                table.row("hostname", "lab", "box"));
        assertEquals(
                "  mnt              4026531841                   4026531841                   =",
                table.row("mnt", "4026531841", "4026531841"));
    }

    @Test
    void puts_them_below_each_other_on_a_narrow_terminal() {
        SideBySide table = new SideBySide(PLAIN, 40);

        assertEquals("  host, then container", table.head());
        assertEquals("  ≠ hostname\n    lab\n    box", table.row("hostname", "lab", "box"));
    }

    @Test
    void has_nothing_to_mark_where_the_host_has_nothing_to_say() {
        assertEquals("    pids.max\n    20", new SideBySide(PLAIN, 40).row("pids.max", "", "20"));
        assertTrue(new SideBySide(PLAIN, 80).row("pids.max", "", "20").endsWith("20                            "));
    }

    @Test
    void a_name_chosen_inside_does_not_steer_the_terminal() {
        for (int width : new int[] {40, 80}) {
            String row = new SideBySide(PLAIN, width).row("hostname", "lab", "\u001b[31mred");
            assertTrue(row.contains("\\u001b[31mred"), row);
        }
    }

    @Property(tries = 500)
    void no_line_is_wider_than_the_terminal(
            @ForAll @IntRange(min = 20, max = 160) int width,
            @ForAll @StringLength(max = 100) String label,
            @ForAll @StringLength(max = 100) String host,
            @ForAll @StringLength(max = 100) String container) {
        SideBySide table = new SideBySide(PLAIN, width);

        (table.head() + "\n" + table.row(label, host, container))
                .lines()
                .forEach(line -> assertTrue(line.length() <= Math.max(width, 22), () -> line.length() + ": " + line));
    }
}
