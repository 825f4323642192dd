package nutshell.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import nutshell.labs.Lesson;
import nutshell.labs.Student;
import nutshell.refusals.Refusal;
import nutshell.serve.Sign;

/** A shell's place in a workshop, where it is in one: which labs it may begin, and what it tells the instructor's board. */
final class Attendance {

    /** Names a directory with what the workshop tells its shells. */
    static final String VARIABLE = "NUTSHELL_WORKSHOP";

    private final Path told;
    private String last = "";

    private Attendance(Path told) {
        this.told = told;
    }

    static Optional<Attendance> here() {
        return Optional.ofNullable(System.getenv(VARIABLE))
                .filter(directory -> directory.startsWith("/"))
                .map(directory -> new Attendance(Path.of(directory)));
    }

    /** Refuses a lab that the instructor has closed. */
    void requireOpen(String lab) {
        try {
            if (Files.readAllLines(told.resolve("closed")).contains(lab)) {
                throw Refusal.failed("the instructor has not opened " + lab + " yet", "labs lists the others");
            }
        } catch (IOException e) {
            // Nothing was ever closed.
        }
    }

    /** What is to be printed so that the board knows; empty where nothing has changed. */
    String news(Student student) {
        String sign = student.lesson().map(Attendance::sign).orElse("");
        boolean same = sign.equals(last);
        last = sign;
        return same ? "" : sign;
    }

    private static String sign(Lesson lesson) {
        var progress = lesson.progress();
        return new Sign(
                        lesson.lab().name(),
                        progress.part().name().toLowerCase(java.util.Locale.ROOT),
                        lesson.step(),
                        lesson.parts().size(),
                        progress.hints(),
                        progress.solution(),
                        progress.predicted(),
                        progress.answer(),
                        progress.isDone(),
                        progress.isDone() ? String.join("\n", lesson.card()) : "")
                .printed();
    }
}
