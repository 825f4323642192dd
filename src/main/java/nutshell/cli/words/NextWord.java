package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Shell;
import nutshell.labs.Lesson;
import nutshell.labs.Student;
import nutshell.refusals.Refusal;

/** Goes on to the next part of a lab, and behind the last one to the next lab. */
final class NextWord implements Word {

    @Override
    public String name() {
        return "next";
    }

    @Override
    public String usage() {
        return "next";
    }

    @Override
    public String example() {
        return "next";
    }

    @Override
    public String summary() {
        return "the next part of the lab";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        Lesson lesson = shell.learning().lesson();
        Student student = shell.learning().student();
        if (lesson.next()) {
            student.keep();
            shell.learning().show(lesson);
            return;
        }
        if (!lesson.progress().isDone()) {
            throw Refusal.usage(
                    "this was the last part, and the kernel has not shown everything yet",
                    "check says what is missing; lab NAME starts another all the same");
        }
        String following = student.following()
                .orElseThrow(() -> Refusal.usage("this was the last lab", "progress; labs lists them all"));
        shell.learning().start(following, student.progress().tour());
    }
}
