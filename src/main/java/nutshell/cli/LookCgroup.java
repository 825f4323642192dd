package nutshell.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import nutshell.cgroups.CgroupMembership;
import nutshell.container.Child;
import nutshell.container.ControlGroup;

/** The control group: its limits, and who is in it. */
final class LookCgroup {

    private final Sides sides;

    LookCgroup(Sides sides) {
        this.sides = sides;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(sides.head()));
        String ours = sides.host().cgroups().stream()
                .map(CgroupMembership::path)
                .findFirst()
                .orElse("none");
        if (sides.container().cgroup().isEmpty()) {
            lines.add(sides.row("group", ours, ours));
            lines.add(sides.remark("no group of its own: cgroup set pids.max 20 makes one"));
            return lines;
        }
        ControlGroup group = sides.container().cgroup().orElseThrow();
        lines.add(sides.row("group", ours, "/" + group.path()));
        for (String file :
                List.of("pids.max", "pids.current", "memory.max", "memory.current", "cpu.max", "cpu.weight")) {
            group.reading(file).ifPresent(value -> lines.add(sides.row(file, "", value)));
        }
        for (Child child : sides.container().children()) {
            lines.add(sides.remark("/proc/" + child.pid() + "/cgroup  " + membership(child)));
        }
        return lines;
    }

    private static String membership(Child child) {
        try {
            return CgroupMembership.parse(Files.readAllLines(Path.of("/proc/" + child.pid() + "/cgroup"))).stream()
                    .filter(membership -> membership.path().contains("nutshell"))
                    .map(membership -> hierarchy(membership) + ":" + membership.path())
                    .collect(Collectors.joining(" "));
        } catch (java.io.IOException e) {
            return "has ended";
        }
    }

    private static String hierarchy(CgroupMembership membership) {
        return String.join(",", membership.controllers());
    }
}
