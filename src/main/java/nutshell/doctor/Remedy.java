package nutshell.doctor;

import nutshell.machine.LabMachine;

/** Puts remedies into words that can be typed on this machine by this user. */
final class Remedy {

    private Remedy() {}

    /** Says how to run a command that only root may run. */
    static String asRoot(Facts facts, String command) {
        if (facts.root()) {
            return command;
        }
        boolean plain = command.replace(" && ", " ").chars().noneMatch(c -> "|&;<>$()".indexOf(c) >= 0);
        return plain && facts.program("sudo").isPresent()
                ? "sudo " + command.replace(" && ", " && sudo ")
                : "as root: " + command;
    }

    /** Says how this user comes to open a file: through its group, or, where that opens nothing, by its mode. */
    static String open(Facts facts, String path) {
        return facts.groupThatOpens(path)
                .map(group -> asRoot(facts, "usermod -aG " + group + " " + facts.userName()) + ", then log in again")
                .orElseGet(() -> asRoot(facts, "chmod o+rw " + path));
    }

    static String install(Facts facts, PackageName wanted) {
        return asRoot(facts, Distribution.of(facts).install(facts, wanted));
    }

    /** Adds the other way on; inside the lab machine it leads nowhere. */
    static String orLabMachine(Facts facts, String remedy) {
        return inLabMachine(facts) ? remedy : remedy + "; or the lab machine: " + LabMachine.WAY_IN;
    }

    static boolean inLabMachine(Facts facts) {
        return LabMachine.marked(facts.word("/proc/cmdline"));
    }
}
