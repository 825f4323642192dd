package nutshell.cli;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import nutshell.container.Session;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Refusal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nutshell shell}: the learning shell, or its language from a file. */
@Command(
        name = "shell",
        description = "Open the learning shell, or run its lines from FILE or standard input.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: echo 'unshare uts' | nutshell shell --batch --json"})
final class ShellCommand implements Callable<Integer> {

    @Option(names = "--batch", description = "no prompt, no colours; stops at the first line that fails")
    private boolean batch;

    @Option(names = "--json", description = "with --batch: one object for each line, on one line")
    private boolean json;

    @Option(names = "--keep-going", description = "with --batch: go on after a line that fails")
    private boolean keepGoing;

    @Option(names = "--on-this-machine", description = "let words change the host itself")
    private boolean onThisMachine;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "with --batch: the lines; - or none: standard input")
    private @Nullable String file;

    @Override
    public Integer call() {
        if (!batch && (json || keepGoing || file != null)) {
            throw Refusal.usage("--json, --keep-going and FILE belong to --batch", "nutshell shell --batch lines.nut");
        }
        return batch ? batch() : interactive(onThisMachine, Optional.empty());
    }

    static int interactive() {
        try {
            return interactive(false, Optional.empty());
        } catch (Refusal | SyscallFailed e) {
            return Complaint.tell(e, System.err);
        }
    }

    /** The learning shell, with a first line typed already. */
    static int learning(Optional<Path> pack, String firstLine) {
        return interactive(false, Optional.of(new Beginning(pack, firstLine)));
    }

    /** Somebody's own labs, and a line typed before the person types theirs. */
    private record Beginning(Optional<Path> pack, String line) {}

    private static int interactive(boolean onThisMachine, Optional<Beginning> beginning) {
        if (!TextFiles.isTerminal(0)) {
            throw Refusal.usage("this is not a terminal", "nutshell shell --batch reads lines from standard input");
        }
        WarmUp.beside();
        try (Session session = Sessions.open(onThisMachine)) {
            TerminalShell shell = new TerminalShell(session);
            beginning.ifPresent(first -> shell.begin(first.pack(), first.line()));
            return shell.run();
        }
    }

    private int batch() {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        boolean fromInput = file == null || file.equals("-");
        Iterable<String> lines = fromInput
                ? Batch.lines(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)))
                : TextFiles.lines(Path.of(String.valueOf(file)));
        try (Session session = Sessions.open(onThisMachine)) {
            Shell shell = new Shell(session, new BatchSurroundings(session, json, !fromInput, out), false);
            return new Batch(shell, json, keepGoing, out, System.err)
                    .run(fromInput ? "standard input" : String.valueOf(file), lines);
        } finally {
            out.flush();
        }
    }
}
