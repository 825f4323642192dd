package nutshell.cli.words;

import java.util.List;
import nutshell.cli.LabList;
import nutshell.cli.Shell;
import nutshell.labs.Student;

/** Says what is done, with how many hints, and what is next. */
final class ProgressWord implements Word {

    @Override
    public String name() {
        return "progress";
    }

    @Override
    public String usage() {
        return "progress";
    }

    @Override
    public String example() {
        return "progress";
    }

    @Override
    public String summary() {
        return "what is done, and what is next";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        Student student = shell.learning().student();
        LabList.progress(student).forEach(shell::say);
        student.note().ifPresent(shell::say);
    }
}
