package nutshell.doctor;

import java.util.Optional;

/** Looks for one thing that a lab or a command needs; silent where it is there. */
@FunctionalInterface
interface Probe {

    Optional<Finding> look(Facts facts);
}
