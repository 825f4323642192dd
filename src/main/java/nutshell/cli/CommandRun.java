package nutshell.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
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
            int status = help == null ? called(line) : help;
            line.getOut().flush();
            return new CommandRun(output.toString().lines().toList(), status);
        } catch (CommandLine.ParameterException e) {
            throw Refusal.usage(String.valueOf(e.getMessage()), line.getCommandName() + " --help");
        }
    }

    private static int called(CommandLine line) {
        try {
            Object command = line.getCommand();
            return (Integer) ((java.util.concurrent.Callable<?>) command).call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
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
