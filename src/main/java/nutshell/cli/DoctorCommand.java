package nutshell.cli;

import java.util.concurrent.Callable;
import nutshell.doctor.Doctor;
import nutshell.doctor.Examination;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nutshell doctor}: what this machine can and cannot do. */
@Command(
        name = "doctor",
        description = "Tell what this machine can and cannot do, lab by lab, with cause and remedy.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: nutshell doctor --json"})
final class DoctorCommand implements Callable<Integer> {

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Override
    public Integer call() {
        Examination examination = Doctor.examine(Home.labs());
        if (json) {
            System.out.println(Json.document(examination.toJson()));
        } else {
            examination.lines(80).forEach(System.out::println);
        }
        return 0;
    }
}
