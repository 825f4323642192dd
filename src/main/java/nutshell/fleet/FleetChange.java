package nutshell.fleet;

import java.util.List;
import nutshell.checklist.Change;

/**
 * What is otherwise than in the last fleet report.
 *
 * @param id the question, or the word host where whole ones came or went
 */
public record FleetChange(Change.What what, String id, String fact, List<String> hosts) {

    public FleetChange {
        hosts = List.copyOf(hosts);
    }
}
