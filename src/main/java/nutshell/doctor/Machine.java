package nutshell.doctor;

import java.util.List;
import nutshell.machine.LabMachine;

/** The machine in five facts: kernel release, cgroup version, security modules, whether it is the lab's, and who asks. */
public record Machine(String kernel, String cgroup, List<String> lsm, boolean labMachine, String user) {

    public Machine {
        lsm = List.copyOf(lsm);
    }

    static Machine of(Facts facts) {
        return new Machine(
                facts.word("/proc/sys/kernel/osrelease"),
                CgroupLayout.of(facts).version(),
                SecurityModules.known(facts),
                LabMachine.marked(facts.word("/proc/cmdline")),
                facts.root() ? "root" : facts.userName() + " (" + facts.uid() + ")");
    }
}
