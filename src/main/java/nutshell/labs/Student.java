package nutshell.labs;

import java.util.List;
import java.util.Optional;

/** Somebody who goes through a course: the lab they are in, and what is kept of it. */
public final class Student {

    private final Course course;
    private final ProgressFile file;
    private final Progress progress;
    private Optional<String> note;
    private Optional<Lesson> lesson = Optional.empty();
    private boolean complained;

    /** Reads what was kept. */
    public Student(Course course, ProgressFile file) {
        this.course = course;
        this.file = file;
        ProgressFile.Loaded loaded = file.load();
        this.progress = loaded.progress();
        this.note = loaded.note();
    }

    public Course course() {
        return course;
    }

    public Progress progress() {
        return progress;
    }

    /** What there is to say about keeping progress; said once. */
    public Optional<String> note() {
        Optional<String> told = note;
        note = Optional.empty();
        return told;
    }

    public Optional<Lesson> lesson() {
        return lesson;
    }

    /** Starts a lab, or goes on with it where it was left. */
    public Lesson start(String name, boolean tour) {
        Lesson started = new Lesson(course.lab(name), progress.start(name), tour);
        lesson = Optional.of(started);
        progress.current(name, tour);
        keep();
        return started;
    }

    /** Goes on with the lab of the last time, if there is one. */
    public Optional<Lesson> resume() {
        return lesson.or(
                () -> progress.current().filter(course.names()::contains).map(name -> start(name, progress.tour())));
    }

    /** The lab after this one, on the tour or in the course. */
    public Optional<String> following() {
        List<String> way = progress.tour() ? course.tour() : course.names();
        return progress.current().flatMap(name -> Course.following(way, name));
    }

    /** How many labs of this course are done. */
    public long doneHere() {
        return course.names().stream()
                .filter(name -> progress.of(name).filter(LabProgress::isDone).isPresent())
                .count();
    }

    /** Forgets what is known of a lab; returns whether anything was. */
    public boolean reset(String name) {
        boolean known = progress.reset(name);
        keep();
        return known;
    }

    /** The first lab that is not done. */
    public Optional<String> firstOpen() {
        return course.names().stream()
                .filter(name -> progress.of(name).filter(LabProgress::isDone).isEmpty())
                .findFirst();
    }

    /** Keeps what has come of the lab, with its container's steps. */
    public void keep(List<String> recipe) {
        lesson.ifPresent(current -> current.progress().recipe(recipe));
        keep();
    }

    public void keep() {
        Optional<String> complaint = file.save(progress);
        if (complaint.isPresent() && !complained) {
            note = complaint;
        }
        complained = complaint.isPresent();
    }

    /** Writes the card of the lab; returns where it lies. */
    public Optional<String> card() {
        return lesson.map(current -> file.card(current.lab().name(), Card.of(current)));
    }
}
