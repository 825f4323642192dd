package nutshell.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** What can be measured, and how many rounds make a figure that holds still. */
public enum Work {
    /** A container made, run with {@code true}, and gone. */
    CONTAINER(200),
    /** A recipe of twenty steps carried out on a fresh container. */
    REPLAY(100),
    /** A cable into a container, with addresses and a gateway. */
    VETH(100),
    /** A cell of the matrix of escapes and defences. */
    MATRIX(256),
    /** A program of the image, started where each start is asked about. */
    DRIFT(1000),
    /** From the command to the prompt, and to the end of {@code --version}; what an idle shell holds. */
    PROMPT(20),
    /** The whole checklist over an engine's containers. */
    CHECK(7);

    private final int rounds;

    Work(int rounds) {
        this.rounds = rounds;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    int rounds() {
        return rounds;
    }

    /** Reads names; none means all. */
    public static Set<Work> named(List<String> names) {
        return names.isEmpty()
                ? EnumSet.allOf(Work.class)
                : EnumSet.copyOf(names.stream().map(Work::named).toList());
    }

    private static Work named(String name) {
        return Arrays.stream(values())
                .filter(work -> work.word().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.usage(
                        "there is no benchmark '%s'; known are %s".formatted(Printable.text(name), known()),
                        "nutshell bench --only container"));
    }

    private static String known() {
        return Arrays.stream(values()).map(Work::word).collect(Collectors.joining(", "));
    }
}
