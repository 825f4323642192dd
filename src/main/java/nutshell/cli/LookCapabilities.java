package nutshell.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import nutshell.capabilities.Capability;
import nutshell.capabilities.CapabilitySet;
import nutshell.capabilities.CapabilitySets;
import nutshell.capabilities.Credentials;
import nutshell.container.View;

/** Who each side is, here and on the host, its five capability sets, and in words what one lacks that the other has. */
final class LookCapabilities {

    /** More than these are only named. */
    private static final int MOST_TOLD = 6;

    private final Sides sides;

    LookCapabilities(Sides sides) {
        this.sides = sides;
    }

    List<String> lines() {
        Credentials host = sides.host().credentials();
        Credentials inside = sides.inside().credentials();
        CapabilitySets here = host.capabilities();
        CapabilitySets there = inside.capabilities();
        List<String> lines = new ArrayList<>(List.of(
                sides.head(),
                sides.row("uid_map", map(sides.host()), map(sides.inside())),
                sides.row("uid", Long.toString(host.user()), Long.toString(inside.user())),
                sides.row("gid", Long.toString(host.group()), Long.toString(inside.group())),
                sides.row("groups", groups(host), groups(inside)),
                row("CapEff", here.effective(), there.effective()),
                row("CapPrm", here.permitted(), there.permitted()),
                row("CapInh", here.inheritable(), there.inheritable()),
                row("CapBnd", here.bounding(), there.bounding()),
                row("CapAmb", here.ambient(), there.ambient()),
                sides.row("NoNewPrivs", bit(host.noNewPrivileges()), bit(inside.noNewPrivileges()))));
        lines.add(sides.remark(whoseRoot(sides.inside().userIds().outside(0))));
        lines.add(sides.remark("CapEff inside: " + told(there.effective())));
        if (!there.bounding().equals(there.effective())) {
            lines.add(sides.remark("CapBnd inside: " + told(there.bounding())));
        }
        lost(lines, here.effective().minus(there.effective()));
        sides.container()
                .leftToFirstProcess()
                .forEach(line -> lines.add(sides.remark("left to the first process: " + line)));
        return lines;
    }

    private String row(String label, CapabilitySet host, CapabilitySet inside) {
        return sides.row(label, host.toString(), inside.toString());
    }

    private static String map(View view) {
        return view.userIds().text().strip().replace("\n", ", ");
    }

    /** What `id` says inside is not who it is. */
    private static String whoseRoot(OptionalLong outside) {
        if (outside.isEmpty()) {
            return "root inside is nobody: 0 has no map";
        }
        long user = outside.getAsLong();
        return "root inside is " + (user == 0 ? "root on the host" : "user " + user + " on the host");
    }

    private static String bit(boolean set) {
        return set ? "1" : "0";
    }

    private static String groups(Credentials credentials) {
        return credentials.groups().isEmpty()
                ? "none"
                : credentials.groups().stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /** By what it holds or by what it lacks, whichever is shorter. */
    private static String told(CapabilitySet set) {
        CapabilitySet lacking = CapabilitySet.known().minus(set);
        if (set.isEmpty()) {
            return "none";
        }
        if (lacking.isEmpty()) {
            return "all";
        }
        boolean most = lacking.names().size() < set.names().size();
        return most ? "all but " + String.join(" ", lacking.names()) : String.join(" ", set.names());
    }

    private void lost(List<String> lines, CapabilitySet gone) {
        if (gone.isEmpty() || gone.names().size() > MOST_TOLD) {
            return;
        }
        lines.add("  " + sides.paint().strong("only on the host"));
        for (Capability capability : Capability.values()) {
            if (gone.contains(capability)) {
                lines.add(sides.paint()
                        .dim(sides.table().fit("    %-22s %s".formatted(capability, capability.allows()))));
            }
        }
    }
}
