package nutshell.cli;

import java.util.List;
import java.util.concurrent.Callable;
import nutshell.machine.Lab;
import nutshell.refusals.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nutshell vm run}: one program in the lab machine, and its exit status as ours. */
@Command(
        name = "run",
        description = "Run CMD in the lab machine, which is booted if it is down; the exit status is CMD's own.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: nutshell vm run -- nutshell doctor"})
final class VmRunCommand implements Callable<Integer> {

    private static final int FAILED_BEFORE = 125;

    @Mixin
    private final WithOption with = new WithOption();

    @Option(names = "--as", paramLabel = "USER", defaultValue = "root", description = "root (the default) or lab")
    private String user = "root";

    @Parameters(paramLabel = "CMD", arity = "1..*", description = "the program and its arguments")
    private List<String> command = List.of();

    @Override
    public Integer call() {
        Lab lab = LabMachines.lab();
        return orFailedBefore(() ->
                LabMachines.inside(lab.ssh(lab.up(with.asked(), 0)), known(user), LabMachines.onTerminal(), command));
    }

    static String known(String user) {
        if (!List.of("root", "lab").contains(user)) {
            throw Refusal.usage(
                    "the lab machine has no user " + nutshell.machine.Lines.printable(user), "--as root, or --as lab");
        }
        return user;
    }

    private static int orFailedBefore(java.util.function.IntSupplier act) {
        try {
            return act.getAsInt();
        } catch (Refusal e) {
            int status = Complaint.tell(e, System.err);
            return status == Refusal.Kind.USAGE.status() ? status : FAILED_BEFORE;
        }
    }

    /** {@code nutshell vm ssh}: a shell inside. */
    @Command(
            name = "ssh",
            description = "Open a shell in the lab machine, which is booted if it is down.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell vm ssh --as lab"})
    static final class Ssh implements Callable<Integer> {

        @Mixin
        private final WithOption with = new WithOption();

        @Option(names = "--as", paramLabel = "USER", defaultValue = "root", description = "root (the default) or lab")
        private String user = "root";

        @Override
        public Integer call() {
            Lab lab = LabMachines.lab();
            boolean terminal = LabMachines.onTerminal();
            return orFailedBefore(
                    () -> LabMachines.inside(lab.ssh(lab.up(with.asked(), 0)), known(user), terminal, List.of()));
        }
    }
}
