package nutshell.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import nutshell.container.Container;
import nutshell.container.NetworkView;
import nutshell.kernel.Kernel;
import nutshell.kernel.SyscallFailed;

/** Interfaces, their addresses, and gateways: the host's and the container's, side by side. */
final class LookNetwork {

    private static final int MOST = 20;
    private static final String NONE = "none";

    private final NetworkView host = NetworkView.of(Kernel.silent());
    private final Container container;
    private final SideBySide table;

    LookNetwork(Container container, SideBySide table) {
        this.container = container;
        this.table = table;
    }

    List<String> rows() {
        try {
            return rows(container.look(NetworkView::of));
        } catch (SyscallFailed e) {
            String refusal = e.event().name() + " = " + e.errno().name();
            return List.of(table.row("interfaces", host.interfaces().size() + "", "cannot be read: " + refusal));
        }
    }

    /** Those inside first: on a host of many containers the others are many. */
    private List<String> rows(NetworkView inside) {
        Map<String, String> own = inside.interfaces();
        TreeSet<String> others = new TreeSet<>(host.interfaces().keySet());
        others.removeAll(own.keySet());
        List<String> rows = new ArrayList<>();
        own.forEach((name, state) -> rows.add(table.row(name, host.interfaces().getOrDefault(name, NONE), state)));
        others.stream()
                .limit(MOST)
                .forEach(name -> rows.add(table.row(name, host.interfaces().getOrDefault(name, NONE), NONE)));
        if (others.size() > MOST) {
            rows.add(table.row("…", others.size() - MOST + " more", NONE));
        }
        rows.add(table.row("gateway", gateways(host), gateways(inside)));
        return rows;
    }

    private static String gateways(NetworkView view) {
        return view.gateways().isEmpty() ? NONE : String.join(", ", view.gateways());
    }
}
