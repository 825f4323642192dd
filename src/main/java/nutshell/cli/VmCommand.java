package nutshell.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nutshell vm}: the lab machine, which may be broken. */
@Command(
        name = "vm",
        description = "The lab machine: one Linux for everyone, that may be broken and is reset in a second.",
        mixinStandardHelpOptions = true,
        subcommands = {
            VmBuildCommand.class,
            VmUpCommand.class,
            VmRunCommand.Ssh.class,
            VmRunCommand.class,
            VmStatusCommand.Reset.class,
            VmStatusCommand.Down.class,
            VmStatusCommand.class,
            VmTestCommand.class
        },
        footer = {"", "Example: nutshell vm up"})
final class VmCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine.usage(spec == null ? new VmCommand() : spec.commandLine(), System.out);
        return 0;
    }
}
