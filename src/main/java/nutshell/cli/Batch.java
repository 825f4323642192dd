package nutshell.cli;

import java.io.PrintStream;
import nutshell.kernel.SyscallEvent;
import nutshell.refusals.Printable;

/** Runs lines of the shell's language one after the other and stops at the first that fails, unless told to go on. */
final class Batch {

    private final Shell shell;
    private final boolean json;
    private final boolean keepGoing;
    private final PrintStream out;
    private final PrintStream err;

    Batch(Shell shell, boolean json, boolean keepGoing, PrintStream out, PrintStream err) {
        this.shell = shell;
        this.json = json;
        this.keepGoing = keepGoing;
        this.out = out;
        this.err = err;
    }

    /** Returns the exit status: that of the first failure, or 0. */
    int run(String name, Iterable<String> lines) {
        int status = 0;
        int number = 0;
        for (String line : lines) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            Shell.Outcome outcome = shell.run(line);
            tell(outcome);
            if (!outcome.ok()) {
                RuntimeException refusal = outcome.refusal().orElseThrow();
                err.printf("%s, line %d: %s%n", Printable.text(name), number, Printable.text(line));
                Tell.oneLine(refusal).lines().forEach(text -> err.println("  " + text));
                status = status == 0 ? Tell.status(refusal) : status;
                if (!keepGoing) {
                    return status;
                }
            }
            if (shell.leaving()) {
                return status;
            }
        }
        return status;
    }

    private void tell(Shell.Outcome outcome) {
        if (json) {
            out.println(Json.line(Json.of(outcome)));
            out.flush();
            return;
        }
        if (shell.tracing()) {
            for (SyscallEvent event : outcome.syscalls()) {
                err.println(event);
            }
        }
        if (!outcome.output().isEmpty()) {
            out.println(outcome.output());
        }
        out.flush();
        outcome.news().forEach(item -> err.println("note: " + item));
    }

    static Iterable<String> lines(java.io.BufferedReader reader) {
        return () -> reader.lines().iterator();
    }
}
