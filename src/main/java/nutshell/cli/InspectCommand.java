package nutshell.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import nutshell.machine.LabMachine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nutshell inspect}: any process, explained in the words of the labs. */
@Command(
        name = "inspect",
        description = "Explain a process or container: its walls, and the doors in them. Reading only.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: nutshell inspect docker:web --against docker-like"})
final class InspectCommand implements Callable<Integer> {

    @Parameters(paramLabel = "PID|docker:NAME|podman:NAME|self", description = "whom to look at")
    private String subject = "self";

    @Option(
            names = "--against",
            paramLabel = "OTHER",
            description = "tell only what differs from OTHER: a process too, or a recipe's name or file, which is run")
    private @Nullable String against;

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Override
    public Integer call() {
        Inspection inspection = look();
        if (json) {
            System.out.println(Json.document(inspection.json()));
        } else {
            inspection.lines(Colors.forTerminal(TextFiles.isTerminal(1)), 80).forEach(System.out::println);
        }
        return 0;
    }

    private Inspection look() {
        try (Subjects subjects = new Subjects(LabMachine.here())) {
            return new Inspection(
                    subjects.look(subject), Optional.ofNullable(against).map(subjects::look));
        }
    }
}
