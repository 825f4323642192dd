package nutshell.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import nutshell.container.NetworkView;
import nutshell.kernel.Kernel;
import nutshell.kernel.SyscallFailed;

/** Interfaces, their addresses, and gateways: the host's and the container's, side by side. */
final class LookNetwork {

    private static final int MOST = 20;
    private static final String NONE = "none";

    private final NetworkView host = NetworkView.of(Kernel.silent());
    private final Sides sides;

    LookNetwork(Sides sides) {
        this.sides = sides;
    }

    List<String> rows() {
        try {
            return rows(sides.container().look(NetworkView::of));
        } catch (SyscallFailed e) {
            String refusal = e.event().name() + " = " + e.errno().name();
            return List.of(sides.row("interfaces", host.interfaces().size() + "", "cannot be read: " + refusal));
        }
    }

    /** Those inside first: on a host of many containers the others are many. */
    private List<String> rows(NetworkView inside) {
        Map<String, String> own = inside.interfaces();
        TreeSet<String> others = new TreeSet<>(host.interfaces().keySet());
        others.removeAll(own.keySet());
        List<String> rows = new ArrayList<>();
        own.forEach((name, state) -> rows.add(sides.row(name, host.interfaces().getOrDefault(name, NONE), state)));
        others.stream()
                .limit(MOST)
                .forEach(name -> rows.add(sides.row(name, host.interfaces().getOrDefault(name, NONE), NONE)));
        if (others.size() > MOST) {
            rows.add(sides.row("…", others.size() - MOST + " more", NONE));
        }
        rows.add(sides.row("gateway", gateways(host), gateways(inside)));
        return rows;
    }

    private static String gateways(NetworkView view) {
        return view.gateways().isEmpty() ? NONE : String.join(", ", view.gateways());
    }
}
