package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Shell;
import nutshell.labs.Student;
import nutshell.refusals.Refusal;

/** Starts a lab, or goes on with the one of the last time. */
final class LabWord implements Word {

    @Override
    public String name() {
        return "lab";
    }

    @Override
    public String usage() {
        return "lab [NAME] [--tour]";
    }

    @Override
    public String example() {
        return "lab 3";
    }

    @Override
    public String summary() {
        return "start a lab, or go on with the last one";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        Student student = shell.learning().student();
        List<String> names =
                arguments.stream().filter(word -> !word.equals("--tour")).toList();
        boolean tour = names.size() < arguments.size();
        if (names.size() > 1) {
            throw Refusal.usage("lab takes one name; usage: " + usage(), example());
        }
        List<String> way = tour ? student.course().tour() : List.of();
        if (tour && way.isEmpty()) {
            throw Refusal.usage("these labs have no tour", "labs lists them");
        }
        if (names.size() == 1) {
            shell.learning().start(student.course().find(names.get(0)), tour);
        } else {
            shell.learning()
                    .start(
                            tour ? way.get(0) : goOn(student),
                            tour || student.progress().tour());
        }
    }

    /** The lab of the last time, else the first that is not done. */
    private static String goOn(Student student) {
        return student.progress()
                .current()
                .filter(student.course().names()::contains)
                .or(student::firstOpen)
                .orElseThrow(() -> Refusal.usage("every lab is done", "lab 3 does one again"));
    }

    @Override
    public List<String> completions(Shell shell) {
        return shell.learning().student().course().names();
    }
}
