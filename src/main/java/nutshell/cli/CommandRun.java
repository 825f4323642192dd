package nutshell.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import picocli.CommandLine;

/** A command of the program carried out from within it: what it printed, and how it ended. */
public record CommandRun(List<String> output, int status) {

    /** Refusals are the caller's to tell; a wrong option becomes one. */
    public static CommandRun of(Object command, String... arguments) {
        StringWriter output = new StringWriter();
        CommandLine line = new CommandLine(command);
        line.setOut(new PrintWriter(output));
        line.setUsageHelpWidth(80);
        try {
            CommandLine.ParseResult parsed = line.parseArgs(arguments);
            Integer help = CommandLine.executeHelpRequest(parsed);
            int status = help == null ? called(parsed) : help;
            line.getOut().flush();
            return new CommandRun(output.toString().lines().toList(), status);
        } catch (CommandLine.ParameterException e) {
            throw Refusal.usage(Printable.text(String.valueOf(e.getMessage()), 200), line.getCommandName() + " --help");
        }
    }

    /** Of a command with subcommands the one that was named. */
    private static int called(CommandLine.ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (CommandLine.ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** For completion. */
    public static List<String> options(Object command) {
        return new CommandLine(command)
                .getCommandSpec().options().stream()
                        .flatMap(option -> Stream.of(option.names()))
                        .filter(name -> name.startsWith("--"))
                        .sorted()
                        .toList();
    }
}
