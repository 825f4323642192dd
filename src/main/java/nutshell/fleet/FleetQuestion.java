package nutshell.fleet;

import java.util.List;
import java.util.Map;
import nutshell.checklist.Question;
import nutshell.checklist.Standing;

/**
 * One question put to every host.
 *
 * @param hosts how many hosts stand where, of those that were asked
 * @param facts what is not good, the worst and the commonest first
 */
public record FleetQuestion(Question question, Map<Standing, Integer> hosts, List<FleetFact> facts) {

    public FleetQuestion {
        facts = List.copyOf(facts);
    }

    /** The worst that any host says. */
    public Standing standing() {
        return Standing.worst(hosts.keySet());
    }
}
