package nutshell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nutshell.content.Glossary;
import nutshell.labs.Course;
import nutshell.labs.Lab;
import nutshell.labs.Lesson;
import nutshell.labs.Part;
import nutshell.labs.ProgressFile;
import nutshell.labs.Student;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The labs' texts, as somebody at a terminal of 80 columns and 24 lines meets them. */
class LabTextsTest {

    private static final int COLUMNS = 80;
    private static final int LINES_ABOVE_THE_PROMPT = 23;

    private final Course course = Course.at(Path.of("labs"));

    @TempDir
    private Path state = Path.of("");

    private Stream<Lab> labs() {
        return course.names().stream().map(course::lab);
    }

    @Test
    void explain_knows_every_word_that_a_lab_teaches() {
        Glossary glossary = Glossary.builtIn();

        List<String> unknown = labs().flatMap(lab -> lab.teaches().stream()
                        .filter(word -> glossary.find(word).isEmpty())
                        .map(word -> lab.name() + ": " + word))
                .toList();

        assertEquals(List.of(), unknown);
    }

    @Test
    void each_part_fits_on_one_screen() {
        Student student = new Student(course, new ProgressFile(state));
        LessonPage page = new LessonPage(new Paint(true), COLUMNS);
        List<String> tooLong = new ArrayList<>();
        for (String name : course.names()) {
            Lesson lesson = student.start(name, false);
            do {
                int lines = page.part(lesson).size();
                if (lines > LINES_ABOVE_THE_PROMPT) {
                    tooLong.add(name + ": " + lesson.progress().part().title() + " has " + lines + " lines");
                }
            } while (lesson.next());
        }

        assertEquals(List.of(), tooLong);
    }

    @Test
    void the_table_of_the_course_has_the_minutes_of_each_lab() throws Exception {
        Pattern row = Pattern.compile("(?m)^\\| ([0-9]{2}-[a-z0-9-]+) \\|[^|]*\\| (\\S.*?) \\|");
        List<MatchResult> rows = row.matcher(Files.readString(Path.of("labs/README.md")))
                .results()
                .toList();

        List<String> inFiles =
                labs().map(lab -> lab.name() + " " + lab.minutes()).toList();
        List<String> inTable = rows.stream()
                .filter(found -> course.names().contains(found.group(1)))
                .map(found -> found.group(1) + " " + found.group(2))
                .toList();

        assertEquals(inFiles, inTable);
    }

    @Test
    void every_part_and_three_hints_have_words_in_them() {
        labs().forEach(lab -> {
            Stream.of(Part.values())
                    .forEach(part -> assertEquals(
                            false, part != Part.PREDICT && lab.part(part).isEmpty(), lab.name() + ": " + part.title()));
            assertEquals(List.of(), lab.hints().stream().filter(String::isBlank).toList(), lab.name());
        });
    }
}
