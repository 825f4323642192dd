package nutshell.cli;

import java.util.List;
import java.util.Optional;
import nutshell.container.Places;
import nutshell.container.Session;
import nutshell.labs.ProgressFile;

/** Touches what a start needs, so that the class-data archive made of this run holds it. */
final class WarmUp {

    private WarmUp() {}

    /** Has a second processor load what the first screen reads progress with, while the terminal is got ready. */
    static void beside() {
        Thread warming = new Thread(ProgressFile::warmUp, "warms up labs");
        warming.setDaemon(true);
        warming.start();
    }

    static void run() {
        NutshellCommand.whole().getHelp();
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
