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
            err.println("nutshell: " + Tell.oneLine((RuntimeException) e));
            debug(e, err);
            return Tell.status((RuntimeException) e);
        }
        err.println("nutshell: something went wrong that should not: " + Printable.text(String.valueOf(e)));
        err.println("  try:    NUTSHELL_DEBUG=1 shows where; please report it");
        debug(e, err);
        return Refusal.Kind.FAILED.status();
    }

    private static void debug(Throwable e, PrintStream err) {
        if (System.getenv("NUTSHELL_DEBUG") != null) {
            e.printStackTrace(err);
        }
    }

    @Override
    public int handleParseException(CommandLine.ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        System.err.println("nutshell: " + Printable.text(String.valueOf(e.getMessage())));
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            List<String> nearest = Nearest.to(
                    unmatched.getUnmatched().get(0), command.getSubcommands().keySet());
            if (!nearest.isEmpty()) {
                System.err.println("  did you mean: " + String.join(", ", nearest));
            }
        }
        System.err.println("  usage:  " + command.getHelp().synopsis(0).strip().replaceAll("\\s*\\n\\s*", " "));
        String[] footer = command.getCommandSpec().usageMessage().footer();
        if (footer.length > 0) {
            System.err.println("  " + footer[footer.length - 1].strip());
        }
        return Refusal.Kind.USAGE.status();
    }
}
