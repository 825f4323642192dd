package nutshell.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import nutshell.container.Container;
import nutshell.container.Places;
import nutshell.container.Recipe;
import nutshell.container.Step;
import nutshell.kernel.SyscallFailed;
import nutshell.labs.Course;
import nutshell.labs.Lesson;
import nutshell.labs.LiveViews;
import nutshell.labs.ProgressFile;
import nutshell.labs.Student;
import nutshell.labs.Views;
import nutshell.refusals.Refusal;

/** What one shell knows of labs: the student, and what there is to notice after each line. */
public final class Learning {

    /** Words that are about the labs and no part of one. */
    private static final Set<String> WORDS = Set.of(
            "labs", "lab", "next", "predict", "hint", "check", "solution", "progress", "help", "explain", "history");

    /** A program that was started beside the prompt needs a moment to become what is looked for. */
    private static final long MOMENT_NANOS = 60_000_000;

    private final Shell shell;
    private final Optional<Attendance> attendance = Attendance.here();
    private Optional<Path> pack = Optional.empty();
    private Optional<Student> student = Optional.empty();

    Learning(Shell shell) {
        this.shell = shell;
    }

    /** Takes labs of somebody else's. */
    void pack(Path directory) {
        pack = Optional.of(directory);
    }

    /** Made when it is first needed: most lines are not about labs. */
    public Student student() {
        if (student.isEmpty()) {
            student = Optional.of(new Student(
                    Course.at(pack.orElseGet(Home::labs)),
                    new ProgressFile(Places.ofThisUser().state())));
        }
        return student.orElseThrow();
    }

    /** For who only shows it: nothing where the labs are not where the program is. */
    Optional<Student> known() {
        try {
            return Optional.of(student());
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    /** The lab that is on, or a refusal that says how to start one. */
    public Lesson lesson() {
        return student()
                .lesson()
                .orElseThrow(() -> Refusal.usage(
                        "no lab is on",
                        student().resume().isPresent()
                                ? "lab goes on with the last one"
                                : "labs lists them; lab 3 starts one"));
    }

    /** Starts a lab in a container of its own, or goes on with it: then the container is built again from its steps. */
    public void start(String name, boolean tour) {
        attendance.ifPresent(workshop -> workshop.requireOpen(name));
        Lesson lesson = student().start(name, tour);
        Container container = shell.session().enter(name);
        if (container.recipe().isEmpty() && !lesson.progress().recipe().isEmpty()) {
            again(container, lesson.progress().recipe());
        }
        show(lesson);
        whyNotHere().ifPresent(why -> page().notHere(why).forEach(shell::say));
        student().note().ifPresent(shell::say);
    }

    /** What a workshop's board is to be told since the last time, as it is printed; empty where there is nothing, or no workshop. */
    String news() {
        return student.isEmpty()
                ? ""
                : attendance.map(workshop -> workshop.news(student.get())).orElse("");
    }

    /** Why the lab that is on cannot be done on this machine. */
    Optional<String> whyNotHere() {
        return LabList.whyNotHere(student().course(), lesson().lab().name());
    }

    private void again(Container container, List<String> lines) {
        try {
            List<Step> steps = Recipe.parse("the lab's last steps", lines).steps();
            container.apply(steps);
            shell.say("  built again, as it was: " + String.join(" · ", lines));
        } catch (Refusal | SyscallFailed e) {
            shell.say("  the container could not be built again as it was (" + e.getMessage() + "): begin it anew");
        }
    }

    public void show(Lesson lesson) {
        page().part(lesson).forEach(shell::say);
    }

    public LessonPage page() {
        return new LessonPage(shell.surroundings().paint(), shell.surroundings().width());
    }

    /** Looks at the container of this session, or at a process made elsewhere; says what has come true. */
    public List<String> look(Views views) {
        Lesson lesson = lesson();
        boolean before = lesson.progress().isDone();
        List<String> told = new ArrayList<>();
        lesson.look(views).forEach(line -> told.add("✔ " + line));
        if (!before && lesson.progress().isDone()) {
            told.add("the lab is done: next goes on; your card: "
                    + student().card().orElse(""));
        }
        return told;
    }

    /** What a line has brought about, for the news beneath it. */
    List<String> after(Shell.Outcome outcome) {
        String typed = outcome.line().strip();
        if (student.flatMap(Student::lesson).isEmpty()
                || typed.isEmpty()
                || WORDS.contains(typed.split("\\s+", 2)[0])) {
            return List.of();
        }
        if (typed.endsWith("&")) {
            LockSupport.parkNanos(MOMENT_NANOS);
        }
        List<String> told = new ArrayList<>(lesson().typed(ShellStage.played(outcome)));
        shell.session().existing().ifPresent(container -> told.addAll(look(LiveViews.of(container))));
        student().keep(recipe());
        student().note().ifPresent(told::add);
        return told;
    }

    private List<String> recipe() {
        String name = lesson().lab().name();
        return shell.session().containers().stream()
                .filter(container -> container.name().equals(name))
                .flatMap(container -> container.recipe().stream().map(Step::line))
                .toList();
    }
}
