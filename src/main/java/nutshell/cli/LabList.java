package nutshell.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nutshell.content.Document;
import nutshell.content.FrontMatter;
import nutshell.doctor.Doctor;
import nutshell.doctor.LabVerdict;
import nutshell.labs.Course;
import nutshell.labs.LabProgress;
import nutshell.labs.Progress;
import nutshell.labs.Student;
import nutshell.refusals.Printable;
import org.jspecify.annotations.Nullable;

/** The labs with what is known of each: how long, done or not, possible here or why not. */
public final class LabList {

    private LabList() {}

    public static List<String> lines(Course course, Progress progress, Paint paint) {
        Map<String, LabVerdict> verdicts = verdicts(course);
        List<String> lines = new ArrayList<>();
        for (String name : course.names()) {
            FrontMatter front = front(course, name);
            lines.add("%s %s %-46s %2d min"
                    .formatted(
                            mark(progress.of(name)),
                            paint.word("%-24s".formatted(name)),
                            title(front),
                            minutes(front)));
            Optional.ofNullable(verdicts.get(name))
                    .filter(verdict -> !verdict.possible())
                    .ifPresent(verdict -> lines.add(paint.dim("    not here: " + verdict.why())));
        }
        return lines;
    }

    private static String mark(Optional<LabProgress> progress) {
        return progress.map(known -> known.isDone() ? " ✔" : " …").orElse("  ");
    }

    /** What is done and what is next. */
    public static List<String> progress(Student student) {
        List<String> lines = new ArrayList<>();
        List<String> names = student.course().names();
        for (String name : names) {
            student.progress()
                    .of(name)
                    .ifPresent(
                            known -> lines.add("%s %-24s %s".formatted(mark(Optional.of(known)), name, told(known))));
        }
        lines.add("%d of %d done%s"
                .formatted(
                        student.doneHere(),
                        names.size(),
                        student.firstOpen().map(name -> "; next is " + name).orElse("")));
        return lines;
    }

    /** {@code nutshell.lab-list/1}. */
    static Map<String, Object> json(Student student) {
        Map<String, LabVerdict> verdicts = verdicts(student.course());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", "nutshell.lab-list/1");
        document.put("current", student.progress().current().orElse(""));
        document.put(
                "labs",
                student.course().names().stream()
                        .map(name -> json(student, name, verdicts.get(name)))
                        .toList());
        return document;
    }

    private static Map<String, Object> json(Student student, String name, @Nullable LabVerdict verdict) {
        FrontMatter front = front(student.course(), name);
        Optional<LabProgress> known = student.progress().of(name);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("title", title(front));
        json.put("minutes", minutes(front));
        json.put("possible", verdict != null && verdict.possible());
        json.put("why", verdict == null ? "" : verdict.why());
        json.put("begun", known.isPresent());
        json.put("done", known.map(LabProgress::done).orElse(""));
        json.put("hints", known.map(LabProgress::hints).orElse(0));
        json.put("solution", known.map(LabProgress::solution).orElse(false));
        return json;
    }

    /** Why a lab cannot be done on this machine. */
    static Optional<String> whyNotHere(Course course, String name) {
        return Optional.ofNullable(verdicts(course).get(name))
                .filter(verdict -> !verdict.possible())
                .map(LabVerdict::why);
    }

    private static Map<String, LabVerdict> verdicts(Course course) {
        return Doctor.labs(course.directory()).stream().collect(Collectors.toMap(LabVerdict::name, verdict -> verdict));
    }

    private static FrontMatter front(Course course, String name) {
        return Document.front(course.directory().resolve(name).resolve("lab.md"));
    }

    private static String title(FrontMatter front) {
        return Printable.text(front.text("title", "title: A host name of its own"), 60);
    }

    private static int minutes(FrontMatter front) {
        return front.number("minutes", 1, 90, "minutes: 6");
    }

    private static String told(LabProgress known) {
        String hints = switch (known.hints()) {
            case 0 -> "no hints";
            case 1 -> "1 hint";
            default -> known.hints() + " hints";
        };
        String predicted = known.predicted().isEmpty()
                ? ""
                : known.predicted().equals(known.answer()) ? ", foretold" : ", not foretold";
        return (known.isDone() ? "done " + known.done() : "at " + known.part().title()) + ", " + hints
                + (known.solution() ? ", solution opened" : "") + predicted;
    }
}
