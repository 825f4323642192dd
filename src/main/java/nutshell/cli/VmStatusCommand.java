package nutshell.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import nutshell.machine.Running;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nutshell vm status}: whether it is up; beside it what brings it back and down. */
@Command(
        name = "status",
        description = "Tell whether the lab machine is up.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: nutshell vm status --json"})
final class VmStatusCommand implements Callable<Integer> {

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Override
    public Integer call() {
        Optional<Running> machine = LabMachines.lab().running();
        if (json) {
            var document = Json.schema("nutshell.vm/1");
            document.put("up", machine.isPresent());
            document.put("pid", machine.map(Running::pid).orElse(null));
            document.put("ssh_port", machine.map(Running::port).orElse(null));
            document.put("image", machine.map(Running::image).orElse(null));
            document.put("accelerator", machine.map(Running::accelerator).orElse(null));
            System.out.println(Json.document(document));
        } else {
            System.out.println(machine.map(LabMachines::told).orElse("down"));
        }
        return 0;
    }

    /** {@code nutshell vm reset}: everything as it was after the boot. */
    @Command(
            name = "reset",
            description = "Bring everything in the lab machine back as it was after the boot; progress is kept.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell vm reset"})
    static final class Reset implements Callable<Integer> {

        @Override
        public Integer call() {
            LabMachines.lab().reset();
            return 0;
        }
    }

    /** {@code nutshell vm down}: the machine ends; progress is kept. */
    @Command(
            name = "down",
            description = "End the lab machine; progress is kept.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell vm down"})
    static final class Down implements Callable<Integer> {

        @Override
        public Integer call() {
            System.out.println(LabMachines.lab().down() ? "the lab machine is down" : "it was down already");
            return 0;
        }
    }
}
