package nutshell.fleet;

import java.time.Instant;
import java.util.Map;
import nutshell.checklist.Standing;

/**
 * One host of the fleet.
 *
 * @param report the file that says it
 * @param standings by question
 */
public record FleetHost(String name, String report, Instant at, String kernel, Map<String, Standing> standings) {

    /** How many questions stand there. */
    public long count(Standing standing) {
        return standings.values().stream().filter(standing::equals).count();
    }
}
