package nutshell.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command itself: without a subcommand it opens the learning shell. */
@Command(
        name = "nutshell",
        description = "Build a Linux container by hand, one system call at a time.",
        mixinStandardHelpOptions = true,
        versionProvider = NutshellCommand.Version.class,
        footer = {"", "Example: nutshell run -- ps"})
final class NutshellCommand implements Callable<Integer> {

    private static final List<Class<?>> SUBCOMMANDS = List.of(
            ShellCommand.class,
            RunCommand.class,
            WhyCommand.class,
            RecipeCommand.class,
            LabCommand.class,
            InspectCommand.class,
            ImageCommand.class,
            GateCommand.class,
            CheckCommand.class,
            ScanCommand.class,
            CleanCommand.class,
            EscapeCommand.class,
            DriftCommand.class,
            DoctorCommand.class,
            VmCommand.class,
            ServeCommand.class,
            BenchCommand.class,
            PackageCommand.class,
            Completion.class);

    /** All commands. */
    static CommandLine whole() {
        return with(SUBCOMMANDS);
    }

    /**
     * The commands that these arguments can mean. Reading the annotations of all would cost a fifth of a short
     * command's time, so a subcommand that is named first comes alone.
     */
    static CommandLine meantBy(String... args) {
        return SUBCOMMANDS.stream()
                .filter(type -> type.getAnnotation(Command.class).name().equals(args[0]))
                .findFirst()
                .map(type -> with(List.of(type)))
                .orElseGet(NutshellCommand::whole);
    }

    private static CommandLine with(List<Class<?>> subcommands) {
        CommandLine line = new CommandLine(new NutshellCommand());
        subcommands.forEach(line::addSubcommand);
        line.setExecutionExceptionHandler(new Complaint());
        line.setParameterExceptionHandler(new Complaint());
        line.setUsageHelpWidth(80);
        return line;
    }

    @Option(
            names = "--color",
            paramLabel = "auto|always|never",
            defaultValue = "auto",
            scope = ScopeType.INHERIT,
            description = "colours; auto follows NO_COLOR and whether the output is a terminal")
    void color(String choice) {
        Colors.choose(choice);
    }

    @Override
    public Integer call() {
        return ShellCommand.interactive();
    }

    /** The version as the build wrote it into the jar. */
    static final class Version implements picocli.CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = NutshellCommand.class.getPackage().getImplementationVersion();
            return new String[] {"nutshell " + (version == null ? "(unpackaged)" : version)};
        }
    }

    /** Completion for bash; zsh takes it through bashcompinit. */
    @Command(
            name = "completion",
            description = "Print a completion script for bash and zsh.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: source <(nutshell completion)"})
    static final class Completion implements Callable<Integer> {

        @Override
        public Integer call() {
            System.out.print(CompletionScript.bash());
            return 0;
        }
    }
}
