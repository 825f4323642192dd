package nutshell.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nutshell.refusals.Refusal;

/**
 * From the command to the prompt on a terminal's screen, and to the end of {@code --version}, beside other programs' on the
 * same JDK; and what they hold when they have stood idle for a while.
 */
final class PromptWork {

    private static final String PROMPT = "prompt";
    private static final String VERSION = "version";
    private static final String OUR_PROMPT = "nutshell[";

    /** What a start has left to do when the prompt is there is done by then. */
    private static final Duration IDLE = Duration.ofSeconds(3);

    private static final int LOOKS = 3;

    private final Path launcher;
    private final Path jdk = Path.of(System.getProperty("java.home", ""));
    private final Map<String, String> sameJdk = Map.of("JAVA_HOME", jdk.toString());
    private final String java = jdk.resolve("bin/java").toString();
    private final String jshell = jdk.resolve("bin/jshell").toString();
    private final List<String> remarks = new ArrayList<>();

    PromptWork(Path launcher) {
        this.launcher = launcher;
    }

    List<Contender> contenders() {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(Contender.measured(
                PROMPT, "nutshell", true, () -> untilPrompt(launcher.toString(), OUR_PROMPT, "exit")));
        contenders.add(
                Contender.timed(VERSION, "nutshell --version", true, () -> started(launcher.toString(), "--version")));
        contenders.add(peer(PROMPT, "java -version", java, "-version"));
        contenders.add(peer(VERSION, "java -version", java, "-version"));
        Peer.find("python3")
                .ifPresentOrElse(
                        python -> {
                            contenders.add(peer(PROMPT, "python3 -c pass", python, "-c", "pass"));
                            contenders.add(peer(VERSION, "python3 --version", python, "--version"));
                        },
                        () -> remarks.add("python3: not installed, so not measured"));
        if (Files.isExecutable(Path.of(jshell))) {
            contenders.add(Contender.measured(PROMPT, "jshell", false, () -> untilPrompt(jshell, "jshell>", "/exit")));
            contenders.add(peer(VERSION, "jshell --version", jshell, "--version"));
        } else {
            remarks.add("jshell: not part of this JDK, so not measured");
        }
        return contenders;
    }

    /** The peers that are not installed. */
    List<String> remarks() {
        return List.copyOf(remarks);
    }

    List<Memory.Held> memory() {
        List<Memory.Held> held = new ArrayList<>();
        held.add(idle("nutshell, idle at its prompt", launcher.toString(), OUR_PROMPT, "exit"));
        if (Files.isExecutable(Path.of(jshell))) {
            held.add(idle("jshell, idle at its prompt", jshell, "jshell>", "/exit"));
        }
        return held;
    }

    private Contender peer(String work, String who, String... command) {
        return Contender.timed(work, who, false, () -> started(command));
    }

    private void started(String... command) {
        Started.run(sameJdk, List.of(command));
    }

    private long untilPrompt(String program, String prompt, String leave) {
        try (Pseudoterminal terminal = new Pseudoterminal(program, sameJdk)) {
            long nanos = terminal.nanosUntil(prompt);
            terminal.type(leave);
            return nanos;
        }
    }

    private Memory.Held idle(String who, String program, String prompt, String leave) {
        List<Memory> looks = Stream.generate(() -> afterAWhile(program, prompt, leave))
                .limit(LOOKS)
                .sorted(Comparator.comparingDouble(Memory::rss))
                .toList();
        return new Memory.Held(who, LOOKS, looks.get(LOOKS / 2));
    }

    private Memory afterAWhile(String program, String prompt, String leave) {
        try (Pseudoterminal terminal = new Pseudoterminal(program, sameJdk)) {
            terminal.nanosUntil(prompt);
            Thread.sleep(IDLE.toMillis());
            Memory memory = Memory.of(terminal.pid());
            terminal.type(leave);
            return memory;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failed("interrupted", "nutshell bench");
        }
    }
}
