package nutshell.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nutshell.cgroups.CgroupMounts;
import nutshell.container.Session;
import nutshell.labs.LabProgress;
import nutshell.labs.Student;
import nutshell.machine.LabMachine;
import nutshell.refusals.Refusal;

/** What a newcomer sees first: where they are, what this machine can do, and what to type. */
final class FirstScreen {

    private static final String INDENT = " ".repeat(17);

    private FirstScreen() {}

    static List<String> lines(Session session, Optional<Student> student, Paint paint, int width) {
        List<String> lines = new ArrayList<>();
        Fold.wrap("Nutshell — build a container by hand, one system call at a time", width)
                .forEach(line -> lines.add(paint.strong(line)));
        lines.add("");
        lines.add("  this machine   " + apart(machine(), who(), width));
        lines.add("  lab machine    " + beside(INDENT, labMachine(session), width));
        student.ifPresent(known -> lines.add("  labs           " + beside(INDENT, labs(known), width)));
        student.flatMap(Student::note).ifPresent(note -> lines.add("  note           " + beside(INDENT, note, width)));
        lines.add("");
        lines.addAll(ways(student, paint, width));
        lines.add("");
        return lines;
    }

    /** A text that begins behind this indent and stays there, however narrow the terminal. */
    private static String beside(String indent, String text, int width) {
        return String.join("\n" + indent, Fold.wrap(text, Math.max(12, width - indent.length())));
    }

    private static String labMachine(Session session) {
        if (LabMachine.here()) {
            return "yes: break what you like";
        }
        if (Attendance.here().isPresent()) {
            return "no: what changes the host is refused in this room";
        }
        return session.mayChangeHost()
                ? "no, but you said --on-this-machine: words may change this host"
                : "no: what changes the host is refused; nutshell vm up starts one";
    }

    private static List<String> ways(Optional<Student> student, Paint paint, int width) {
        List<String> ways = new ArrayList<>();
        Optional<String> left = student.flatMap(FirstScreen::unfinished);
        left.ifPresent(where -> ways.add(way(paint, "Where were you?", "lab", where, width)));
        if (left.isEmpty()) {
            ways.add(way(paint, "New to this?", "lab --tour", "20 minutes, the quick path", width));
        }
        ways.add(way(paint, "One by one?", "labs", "all of them; lab 3 starts one", width));
        ways.add(way(paint, "Curious?", "unshare uts", "just try a word; Tab completes, help explains", width));
        ways.add(way(paint, "Stuck?", "explain last", "why the kernel refused, and what to do", width));
        return ways;
    }

    private static String way(Paint paint, String question, String line, String what, int width) {
        return "  %-17s%s %s"
                .formatted(question, paint.word("%-14s".formatted(line)), beside(" ".repeat(34), what, width));
    }

    private static Optional<String> unfinished(Student student) {
        return student.progress()
                .current()
                .filter(student.course().names()::contains)
                .flatMap(name -> student.progress()
                        .of(name)
                        .map(LabProgress::part)
                        .map(part -> "goes on with " + name + ", at " + part.title()));
    }

    private static String labs(Student student) {
        long done = student.doneHere();
        String next = student.firstOpen().map(name -> ", next is " + name).orElse("");
        return student.course().names().size() + ", " + (done == 0 ? "none done yet" : done + " done" + next);
    }

    private static String machine() {
        return "Linux " + System.getProperty("os.version", "?").replaceAll("[^0-9.].*", "") + ", " + cgroups()
                + (Files.isDirectory(Path.of("/sys/kernel/security/apparmor")) ? ", AppArmor" : "");
    }

    private static String who() {
        String name = System.getProperty("user.name", "?");
        return name.equals("root") ? "you are root" : "you are " + name + ": most words need root";
    }

    private static String apart(String left, String right, int width) {
        String beside = left + " ".repeat(Math.max(2, 44 - left.length())) + right;
        return INDENT.length() + beside.length() < width ? beside : left + "\n" + INDENT + right;
    }

    private static String cgroups() {
        try {
            return switch (CgroupMounts.ofThisMachine().version()) {
                case V1 -> "cgroup v1";
                case V2 -> "cgroup v2";
                case HYBRID -> "cgroup v1 (hybrid)";
            };
        } catch (Refusal e) {
            return "no cgroups";
        }
    }
}
