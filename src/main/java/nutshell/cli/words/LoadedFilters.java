package nutshell.cli.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nutshell.cli.Fold;
import nutshell.cli.Paint;
import nutshell.cli.Shell;
import nutshell.container.Container;
import nutshell.container.LoadedFilter;
import nutshell.refusals.Printable;
import nutshell.seccomp.Abi;
import nutshell.seccomp.Action;
import nutshell.seccomp.Program;
import nutshell.seccomp.Syscalls;

/** Lists the filters of the current container: what they do to this machine's own calls, and the program itself. */
final class LoadedFilters {

    /** A longer program is shown from its beginning only, unless all of it is asked for. */
    private static final int FEW = 60;

    private final Paint paint;
    private final int width;
    private final List<String> lines = new ArrayList<>();

    private LoadedFilters(Paint paint, int width) {
        this.paint = paint;
        this.width = width;
    }

    static List<String> of(Shell shell, boolean all) {
        LoadedFilters listing = new LoadedFilters(
                shell.surroundings().paint(), shell.surroundings().width());
        List<LoadedFilter> filters =
                shell.session().existing().map(Container::filters).orElse(List.of());
        filters.forEach(filter -> listing.add(filter, all));
        if (filters.isEmpty() && all) {
            listing.lines.add("  no filter is loaded in this container");
        }
        return listing.lines;
    }

    private void add(LoadedFilter filter, boolean all) {
        Program program = filter.program();
        lines.add("");
        lines.add(paint.strong(Printable.text(filter.line())));
        lines.add(paint.dim("  %d instructions, asked before every system call %s"
                .formatted(program.length(), filter.atExec() ? "of the programs" : "of the thread and the programs")));
        fates(program).forEach(this::addFate);
        lines.add("");
        List<String> listing = program.listing();
        int shown = all || listing.size() <= FEW ? listing.size() : FEW / 2;
        listing.subList(0, shown).forEach(lines::add);
        if (shown < listing.size()) {
            lines.add(paint.dim("      … and %d more: explain seccomp --all".formatted(listing.size() - shown)));
        }
    }

    private void addFate(String fate, Set<String> calls) {
        String label = "  %-22s".formatted(fate);
        for (String line : Fold.wrap(String.join(" ", calls), Math.max(20, width - label.length() - 2))) {
            lines.add(paint.notable(label) + " " + line);
            label = " ".repeat(label.length());
        }
    }

    /** The calls by what becomes of them, found by trying each; what becomes of most of them is not worth listing. */
    private static Map<String, Set<String>> fates(Program program) {
        Abi abi = Abi.ofThisMachine();
        Map<String, Set<String>> fates = Syscalls.of(abi).stream()
                .collect(Collectors.groupingBy(
                        call -> told(
                                program.outcomes(abi, Syscalls.number(abi, call).orElseThrow())),
                        TreeMap::new,
                        Collectors.toCollection(TreeSet::new)));
        fates.values().stream()
                .mapToInt(Set::size)
                .max()
                .ifPresent(most -> fates.replaceAll(
                        (fate, calls) -> calls.size() == most ? Set.of("all others, " + most) : calls));
        return fates;
    }

    private static String told(Set<Action> actions) {
        return actions.stream().map(Action::toString).sorted().collect(Collectors.joining(" or "));
    }
}
