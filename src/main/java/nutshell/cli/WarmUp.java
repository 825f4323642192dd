package nutshell.cli;

import java.util.List;
import java.util.Optional;
import nutshell.container.Places;
import nutshell.container.Session;

/** Touches what a start needs, so that the class-data archive made of this run holds it. */
final class WarmUp {

    private WarmUp() {}

    static void run() {
        Main.commandLine().getHelp();
        CheckCommand.warmUp();
        try (Session session = Session.begin(Places.ofThisUser(), false)) {
            Shell shell = new Shell(session, new BatchSurroundings(session, true, true, System.err), true);
            List.of("help", "steps", "container", "explain unshare", "unshare uts", "look", "exec true")
                    .forEach(line -> {
                        Json.line(Json.of(shell.run(line)));
                    });
            TerminalShell.warmUp(session);
        }
        if (TextFiles.isTerminal(0)) {
            // All that comes before a person's first line; nobody types there.
            ShellCommand.learning(Optional.empty(), "exit");
        }
    }
}
