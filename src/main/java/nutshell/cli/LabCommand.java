package nutshell.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nutshell.container.Places;
import nutshell.doctor.Doctor;
import nutshell.doctor.LabVerdict;
import nutshell.labs.Course;
import nutshell.labs.ProgressFile;
import nutshell.labs.Student;
import nutshell.labs.Verdict;
import nutshell.labs.Verifier;
import nutshell.machine.LabMachine;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** {@code nutshell lab}: the labs from outside the shell. */
@Command(
        name = "lab",
        description = "The labs: list, start, verify them, or write your own.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "list|start|status|reset|verify|new",
        footer = {"", "Example: nutshell lab start --tour"})
final class LabCommand {

    @Option(
            names = "--labs",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "a pack of labs instead of the built-in ones")
    private @Nullable Path pack;

    private Optional<Path> pack() {
        return Optional.ofNullable(pack);
    }

    private Course course() {
        return Course.at(pack().orElseGet(Home::labs));
    }

    private Student student() {
        return new Student(course(), new ProgressFile(Places.ofThisUser().state()));
    }

    @Command(
            name = "list",
            description = "List the labs: how long, done or not, possible here or why not.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell lab list --json"})
    int list(@Option(names = "--json", description = "one JSON document") boolean json) {
        Student student = student();
        if (json) {
            System.out.println(Json.document(LabList.json(student)));
        } else {
            LabList.lines(student.course(), student.progress(), Colors.forTerminal(TextFiles.isTerminal(1)))
                    .forEach(System.out::println);
            student.note().ifPresent(note -> System.err.println("nutshell: " + note));
        }
        return 0;
    }

    @Command(
            name = "start",
            description = "Open the learning shell in a lab, or in the last one where it was left.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell lab start 3"})
    int start(
            @Parameters(paramLabel = "NAME", arity = "0..1", description = "03-hostname, hostname or 3") @Nullable String name,
            @Option(names = "--tour", description = "the quick path: 20 minutes") boolean tour) {
        String line = name == null ? "lab" : "lab " + course().find(name);
        return ShellCommand.learning(pack(), tour ? line + " --tour" : line);
    }

    @Command(
            name = "status",
            description = "Say what is done, with how many hints, and what is next.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell lab status --json"})
    int status(@Option(names = "--json", description = "one JSON document") boolean json) {
        Student student = student();
        if (json) {
            System.out.println(Json.document(LabList.json(student)));
        } else {
            LabList.progress(student).forEach(System.out::println);
            student.note().ifPresent(note -> System.err.println("nutshell: " + note));
        }
        return 0;
    }

    @Command(
            name = "reset",
            description = "Put a lab back to its start.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell lab reset 3"})
    int reset(@Parameters(paramLabel = "NAME", description = "03-hostname, hostname or 3") String name) {
        Student student = student();
        String found = student.course().find(name);
        System.err.println(student.reset(found) ? found + " is at its start again" : found + " was not begun yet");
        Optional<String> note = student.note();
        note.ifPresent(text -> System.err.println("nutshell: " + text));
        return note.isEmpty() ? 0 : 1;
    }

    @Command(
            name = "verify",
            description = "Play every lab's session on this kernel: false before, true after, errnos as promised.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell lab verify --json"})
    int verify(
            @Parameters(paramLabel = "NAME", arity = "0..*", description = "default: all of them") @Nullable List<String> names,
            @Option(names = "--json", description = "one JSON document") boolean json) {
        Course course = course();
        List<String> wanted = names == null || names.isEmpty()
                ? course.names()
                : names.stream().map(course::find).toList();
        if (wanted.isEmpty()) {
            throw Refusal.usage(
                    Printable.text(course.directory().toString()) + " holds no labs", "nutshell lab new 01-first");
        }
        Verifier verifier = new Verifier(course, name -> impossible(course, name), ShellStage.in(LabMachine.here()));
        List<Verdict> verdicts = new ArrayList<>();
        for (String name : wanted) {
            Verdict verdict = verifier.verify(name);
            verdicts.add(verdict);
            if (!json) {
                LabVerification.lines(verdict).forEach(System.out::println);
            }
        }
        System.out.println(json ? Json.document(LabVerification.json(verdicts)) : LabVerification.summary(verdicts));
        return verdicts.stream().anyMatch(Verdict::failed) ? 1 : 0;
    }

    private static Optional<String> impossible(Course course, String name) {
        LabVerdict verdict = Doctor.lab(course.directory().resolve(name));
        return verdict.possible() ? Optional.empty() : Optional.of(verdict.why());
    }

    @Command(
            name = "new",
            description = "Make the skeleton of a lab, which lab verify passes.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell lab new 40-mine --labs ~/labs"})
    int make(@Parameters(paramLabel = "NN-NAME", description = "two digits, a dash, a name") String name) {
        LabSkeleton.make(course(), name)
                .forEach(file -> System.err.println("written: " + Printable.text(file.toString())));
        return 0;
    }
}
