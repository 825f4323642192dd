package nutshell.escapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a container is built for an attacker.
 *
 * @param mounts what of the host is in it
 * @param leaked a directory of the host's that is left open in it
 */
record Plan(List<String> lines, List<HostMount> mounts, Optional<String> leaked, boolean deviceRules, boolean profile) {

    /** The lines, and what no line of a recipe says. */
    List<String> told() {
        List<String> told = new ArrayList<>(lines);
        leaked.ifPresent(path -> told.add("# descriptor 3 is left open, on " + path + " of the host"));
        if (deviceRules) {
            told.add("# its control group allows null, zero, full, random and urandom, and no other device");
        }
        if (profile) {
            told.add("# it has a profile of AppArmor's");
        }
        return List.copyOf(told);
    }
}
