package nutshell.cli;

import java.io.PrintStream;
import java.util.List;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Nearest;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import picocli.CommandLine;

/** Tells what went wrong, once, on standard error; a stack trace only to who set NUTSHELL_DEBUG. */
final class Complaint implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

    @Override
    public int handleExecutionException(Exception e, CommandLine command, CommandLine.ParseResult result) {
        return tell(e, System.err);
    }

    /** Returns the exit status. */
    static int tell(Throwable e, PrintStream err) {
        if (e instanceof Refusal || e instanceof SyscallFailed) {
            ("nutshell: " + Tell.oneLine((RuntimeException) e)).lines().forEach(line -> say(line, err));
            debug(e, err);
            return Tell.status((RuntimeException) e);
        }
        err.println("nutshell: something went wrong that should not: " + Printable.text(String.valueOf(e)));
        err.println("  try:    NUTSHELL_DEBUG=1 shows where; please report it");
        debug(e, err);
        return Refusal.Kind.FAILED.status();
    }

    /** Where a person reads it, what does not fit a line stands below. */
    private static void say(String line, PrintStream err) {
        boolean read = err == System.err && TextFiles.isTerminal(2);
        (read ? Fold.hang(line, 10, 79) : List.of(line)).forEach(err::println);
    }

    private static void debug(Throwable e, PrintStream err) {
        if (System.getenv("NUTSHELL_DEBUG") != null) {
            e.printStackTrace(err);
        }
    }

    @Override
    public int handleParseException(CommandLine.ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        say("nutshell: " + Printable.text(String.valueOf(e.getMessage())), System.err);
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            List<String> nearest = Nearest.to(
                    unmatched.getUnmatched().get(0), command.getSubcommands().keySet());
            if (!nearest.isEmpty()) {
                System.err.println("  did you mean: " + String.join(", ", nearest));
            }
        }
        String synopsis = new CommandLine.Help(
                        command.getCommandSpec(), CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .synopsis(0);
        say("  usage:  " + synopsis.strip().replaceAll("\\s*\\n\\s*", " "), System.err);
        String[] footer = command.getCommandSpec().usageMessage().footer();
        if (footer.length > 0) {
            System.err.println("  " + footer[footer.length - 1].strip());
        }
        return Refusal.Kind.USAGE.status();
    }
}
