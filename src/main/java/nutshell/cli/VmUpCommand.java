package nutshell.cli;

import java.util.List;
import java.util.concurrent.Callable;
import nutshell.machine.Lab;
import nutshell.machine.Running;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nutshell vm up}: boots the machine and leaves the person in the learning shell inside. */
@Command(
        name = "up",
        description = "Boot the lab machine and open the learning shell in it; it stays up afterwards.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: nutshell vm up"})
final class VmUpCommand implements Callable<Integer> {

    @Mixin
    private final WithOption with = new WithOption();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "for ssh, on 127.0.0.1; default: a free one")
    private int port;

    @Override
    public Integer call() {
        Lab lab = LabMachines.lab();
        Running machine = lab.up(with.asked(), port);
        System.err.println("nutshell: " + LabMachines.told(machine));
        if (!LabMachines.onTerminal()) {
            return 0;
        }
        return LabMachines.inside(lab.ssh(machine), "root", true, List.of("nutshell"));
    }
}
