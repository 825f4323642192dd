package nutshell.fleet;

import java.util.List;
import nutshell.checklist.Standing;

/** One fact, and the hosts it holds of. */
public record FleetFact(Standing standing, String text, List<String> hosts) {

    public FleetFact {
        hosts = List.copyOf(hosts);
    }
}
