package nutshell.escapes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Every escape under no defence and under each one alone. */
public final class Matrix {

    private Matrix() {}

    /** How many cells there are. */
    public static int size() {
        return Escape.all().size() * (Defence.values().length + 1);
    }

    /** Runs every cell, one after the other, each told as soon as it is known. */
    public static List<Result> run(Demonstration demonstration, Consumer<Result> told) {
        List<Result> cells = new ArrayList<>();
        for (Escape escape : Escape.all()) {
            for (List<Defence> defences : columns()) {
                Result cell = demonstration.run(escape, defences);
                cells.add(cell);
                told.accept(cell);
            }
        }
        return List.copyOf(cells);
    }

    private static List<List<Defence>> columns() {
        return Stream.concat(
                        Stream.of(List.<Defence>of()),
                        Stream.of(Defence.values()).map(List::of))
                .toList();
    }
}
