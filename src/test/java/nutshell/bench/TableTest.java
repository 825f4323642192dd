package nutshell.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void puts_texts_to_the_left_and_figures_to_the_right() {
        Table table = new Table(List.of("who", "n"), 1, List.of(List.of("ours", "7"), List.of("a peer ÷ two", "1200")));

        assertEquals(
                List.of(
                        "| who          |    n |",
                        "|--------------|-----:|",
                        "| ours         |    7 |",
                        "| a peer ÷ two | 1200 |"),
                table.lines());
    }
}
