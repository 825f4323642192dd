package nutshell.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import nutshell.escapes.Defence;
import nutshell.escapes.Demonstration;
import nutshell.escapes.Escape;

/** One cell of the matrix of escapes and defences, another with each attempt: the median is a cell's. */
final class MatrixWork {

    private final Demonstration demonstration;
    private final List<List<Defence>> columns = Stream.concat(
                    Stream.of(List.<Defence>of()),
                    Arrays.stream(Defence.values()).map(List::of))
            .toList();
    private int next;

    MatrixWork(Demonstration demonstration) {
        this.demonstration = demonstration;
    }

    Contender contender() {
        return Contender.timed("matrix", "nutshell, a cell", true, this::cell);
    }

    private void cell() {
        Escape escape = Escape.all().get(next / columns.size() % Escape.all().size());
        demonstration.run(escape, columns.get(next % columns.size()));
        next++;
    }
}
