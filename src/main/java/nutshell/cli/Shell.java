package nutshell.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nutshell.cli.words.Vocabulary;
import nutshell.cli.words.Word;
import nutshell.container.Container;
import nutshell.container.Recipe;
import nutshell.container.Session;
import nutshell.container.Syntax;
import nutshell.container.View;
import nutshell.container.Words;
import nutshell.kernel.SyscallEvent;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Refusal;
import nutshell.why.Why;

/** Carries out lines of the shell's language, whoever types them: a person, a file, or another program. */
public final class Shell {

    private final Session session;
    private final Surroundings surroundings;
    private final Jobs jobs = new Jobs();
    private final Guards guards = new Guards();
    private final Learning learning = new Learning(this);
    private Optional<RuntimeException> lastRefusal = Optional.empty();
    private boolean tracing;
    private boolean leaving;
    private List<String> said = new ArrayList<>();

    /** Where this shell runs: what its programs get for input and output, and how wide a line may be. */
    public interface Surroundings {
        /** Starts a program and sees it through, or into the background; returns what it printed if that was caught. */
        String run(Shell shell, Container container, Program program);

        /** Runs a command outside every container; returns what it printed if that was caught. */
        String runOnHost(Shell shell, List<String> command);

        /** Brings a job to the foreground and sees it through. */
        void foreground(Shell shell, Jobs.Job job);

        int width();

        Paint paint();

        /** Shows a line at once: a program may run for long. */
        void show(String line);

        List<String> history();

        /** Tells a line of something that is played, and waits where a person reads along; false if that one has enough. */
        default boolean tell(Shell shell, String line) {
            shell.say(line);
            return true;
        }
    }

    /** A program to be started. */
    public record Program(List<String> command, boolean background, boolean asItIs) {}

    /** What came of a line. */
    public record Outcome(
            String line,
            List<SyscallEvent> syscalls,
            List<View.Change> changes,
            String output,
            List<String> news,
            Optional<RuntimeException> refusal) {

        public boolean ok() {
            return refusal.isEmpty();
        }

        /** The same with more news. */
        Outcome with(List<String> more) {
            List<String> all = new ArrayList<>(news);
            all.addAll(more);
            return new Outcome(line, syscalls, changes, output, all, refusal);
        }
    }

    public Shell(Session session, Surroundings surroundings, boolean tracing) {
        this.session = session;
        this.surroundings = surroundings;
        this.tracing = tracing;
    }

    /** Carries out one line. What is refused is part of the outcome; only bugs are thrown. */
    public Outcome run(String line) {
        said = new ArrayList<>();
        session.trace().fresh();
        Optional<View> before = look();
        Optional<RuntimeException> refusal = Optional.empty();
        try {
            act(Words.split(line));
        } catch (SyscallFailed e) {
            refusal = Optional.of(explained(e));
        } catch (Refusal e) {
            refusal = Optional.of(e);
        }
        lastRefusal = refusal.or(() -> lastRefusal);
        List<SyscallEvent> syscalls = session.trace().fresh();
        List<String> news = session.existing().map(Container::news).orElse(List.of());
        Outcome outcome = new Outcome(line, syscalls, changes(before), String.join("\n", said), news, refusal);
        return outcome.with(learned(outcome));
    }

    /** Nothing has been seen where nobody may look. */
    private List<String> learned(Outcome outcome) {
        try {
            return learning.after(outcome);
        } catch (SyscallFailed | Refusal e) {
            return List.of();
        }
    }

    /** What could only be guessed from the errno is tried out. */
    private SyscallFailed explained(SyscallFailed failed) {
        try {
            return session.existing()
                    .filter(container -> !failed.advice().tested())
                    .flatMap(container -> Why.explain(container, failed))
                    .map(failed::explained)
                    .orElse(failed);
        } catch (SyscallFailed | Refusal e) {
            // Trying it out was refused as well: the guess has to do.
            return failed;
        }
    }

    /** Nothing, where the kernel will not even have the container looked at: the line itself has its answer. */
    private Optional<View> look() {
        try {
            return session.existing().map(View::of);
        } catch (SyscallFailed | Refusal e) {
            return Optional.empty();
        }
    }

    private List<View.Change> changes(Optional<View> before) {
        return look().map(after -> after.since(before.orElseGet(View::ofHost))).orElse(List.of());
    }

    private void act(List<String> words) {
        if (words.isEmpty()) {
            return;
        }
        String name = words.get(0);
        List<String> arguments = words.subList(1, words.size());
        if (name.equals("cgroup") && arguments.equals(List.of("show"))) {
            Look.at(this, "cgroup").forEach(this::say);
        } else if (Syntax.of(name).isPresent()) {
            nutshell.container.Step step = Recipe.step(words);
            session.current().apply(step);
            if (session.current().leftToFirstProcess().contains(step.line())) {
                say("  left to the first process, which has to mount what stands before it (look caps)");
            }
        } else {
            Word word = Vocabulary.find(name).orElseThrow(() -> Vocabulary.unknown(name));
            word.run(this, arguments);
        }
    }

    /** Adds to what the line has to say. */
    public void say(String text) {
        said.add(text);
    }

    public Session session() {
        return session;
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    public Learning learning() {
        return learning;
    }

    public Jobs jobs() {
        return jobs;
    }

    public Guards guards() {
        return guards;
    }

    /** What was refused last, for {@code explain last}. */
    public Optional<RuntimeException> lastRefusal() {
        return lastRefusal;
    }

    public boolean tracing() {
        return tracing;
    }

    public void tracing(boolean on) {
        tracing = on;
    }

    public boolean leaving() {
        return leaving;
    }

    public void leave() {
        leaving = true;
    }
}
