package nutshell.doctor;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The ids a user may map in a user namespace beside its own. See subuid(5) and newuidmap(1). */
final class Subids {

    private static final PackageName HELPERS =
            new PackageName("uidmap", "shadow-utils", "shadow", "shadow-subids", "shadow");
    private static final long FIRST = 100_000;
    private static final long COUNT = 65_536;

    private Subids() {}

    /** Root needs neither the helpers nor a grant: the kernel lets it map what it likes. */
    static Optional<Finding> none(Facts facts) {
        boolean helpers = Stream.of("newuidmap", "newgidmap")
                .allMatch(name -> facts.program(name).isPresent());
        boolean granted = granted(facts, "/etc/subuid") && granted(facts, "/etc/subgid");
        if (facts.root() || (helpers && granted)) {
            return Optional.empty();
        }
        String who = facts.userName();
        return Optional.of(new Finding(
                "no-subids",
                "clone user --map subids has no ids to map beyond your own.",
                joined(
                                ", and ",
                                helpers ? "" : "newuidmap is not installed",
                                granted ? "" : "/etc/subuid or /etc/subgid grants " + who + " no ids")
                        + ".",
                Remedy.asRoot(
                        facts,
                        joined(
                                " && ",
                                helpers ? "" : Distribution.of(facts).install(facts, HELPERS),
                                granted ? "" : grant(facts)))));
    }

    private static String joined(String between, String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(between));
    }

    private static boolean granted(Facts facts, String file) {
        return entries(facts, file)
                .anyMatch(entry -> entry[0].equals(facts.userName()) || entry[0].equals(String.valueOf(facts.uid())));
    }

    /** Returns the command that grants ids which nobody else has. */
    private static String grant(Facts facts) {
        long from = Stream.of("/etc/subuid", "/etc/subgid")
                .flatMap(file -> entries(facts, file))
                .flatMapToLong(entry -> LongStream.of(Long.parseLong(entry[1]) + Long.parseLong(entry[2])))
                .filter(end -> end > FIRST)
                .max()
                .orElse(FIRST);
        String range = from + "-" + (from + COUNT - 1);
        return "usermod --add-subuids %1$s --add-subgids %1$s %2$s".formatted(range, facts.userName());
    }

    private static Stream<String[]> entries(Facts facts, String file) {
        return facts.word(file)
                .lines()
                .filter(line -> line.matches("[^:]+:\\d{1,10}:\\d{1,10}"))
                .map(line -> line.split(":", -1));
    }
}
