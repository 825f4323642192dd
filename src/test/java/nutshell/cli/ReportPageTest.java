package nutshell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReportPageTest {

    private static final String REPORT = """

            Host
              weak     HST-4   Which security module actually holds each of your containers, and which only stands there?
                weak     this machine  no security module that confines containers is active (none)

            2 questions: 1 weak, 1 good
            """;

    @Test
    void folds_a_line_under_its_own_column() {
        assertEquals("""

                Host
                  weak     HST-4   Which security module actually holds each of your
                           containers, and which only stands there?
                    weak     this machine  no security module that confines containers is
                             active (none)

                2 questions: 1 weak, 1 good
                """, new ReportPage(new Paint(false)).of(REPORT));
    }

    @Test
    void leaves_a_line_that_fits_as_it_is() {
        String line = "  web:1  on 2 hosts,  20 containers\n";

        assertEquals(line, new ReportPage(new Paint(false)).of(line));
    }

    @Test
    void a_word_longer_than_a_line_is_broken_and_nothing_is_lost() {
        String page = new ReportPage(new Paint(false)).of("    good     " + "x".repeat(200) + "  y\n");

        assertTrue(page.lines().allMatch(line -> line.length() < 80), page);
        assertEquals(200, page.chars().filter(c -> c == 'x').count());
    }

    @Test
    void only_a_standing_is_painted() {
        String page = new ReportPage(new Paint(true)).of(REPORT);

        assertEquals(2, page.split("\033\\[31mweak\033\\[0m", -1).length - 1);
        assertTrue(page.contains("\n2 questions: 1 weak, 1 good\n"));
    }
}
