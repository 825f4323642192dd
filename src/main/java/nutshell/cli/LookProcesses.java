package nutshell.cli;

import java.util.ArrayList;
import java.util.List;
import nutshell.container.Child;
import nutshell.container.Processes;

/** The processes of a container, as the host numbers them and as they number themselves. */
final class LookProcesses {

    private final Sides sides;

    LookProcesses(Sides sides) {
        this.sides = sides;
    }

    List<String> lines() {
        List<Processes.Row> rows = Processes.of(sides.container());
        List<String> lines = new ArrayList<>();
        lines.add(sides.paint().dim("  %8s %10s  %-8s %s".formatted("host PID", "inside", "uid", "command")));
        for (Processes.Row row : rows) {
            String inner = row.innermost() == row.pid() ? "the same" : Integer.toString(row.innermost());
            lines.add(sides.table().fit("  %8d %10s  %-8d %s".formatted(row.pid(), inner, row.uid(), row.command())));
        }
        if (rows.isEmpty()) {
            lines.add("  no process of this container runs; exec starts one");
        }
        lines.add(sides.remark("its /proc shows: " + Processes.visibleInside(sides.container())));
        for (Child child : sides.container().children()) {
            if (child.first()) {
                lines.add(sides.remark(child.pid() + " on the host is PID 1 inside: when it ends, all of them end"));
            }
        }
        return lines;
    }
}
