package nutshell.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import nutshell.bench.Contender.Sample;

/** From the command to the prompt on a terminal's screen, beside other programs' starts on the same JDK. */
final class PromptWork {

    private static final String WORK = "prompt";

    private final Path launcher;
    private final Path jdk = Path.of(System.getProperty("java.home", ""));

    PromptWork(Path launcher) {
        this.launcher = launcher;
    }

    List<Contender> contenders() {
        Map<String, String> sameJdk = Map.of("JAVA_HOME", jdk.toString());
        List<Contender> contenders = new ArrayList<>();
        contenders.add(new Contender(WORK, "nutshell", true, () -> {
            try (Pseudoterminal terminal = new Pseudoterminal(launcher.toString(), sameJdk)) {
                long nanos = terminal.nanosUntil("nutshell[");
                OptionalDouble memory = terminal.residentMib();
                terminal.type("exit");
                return new Sample(nanos, memory);
            }
        }));
        contenders.add(toTheEnd("java -version", List.of(jdk.resolve("bin/java").toString(), "-version")));
        contenders.add(toTheEnd("python3 -c pass", List.of(Peer.find("python3").orElse("python3"), "-c", "pass")));
        contenders.add(jshell());
        return contenders;
    }

    private static Contender toTheEnd(String who, List<String> command) {
        return Contender.timed(WORK, who, false, () -> Pseudoterminal.run(command));
    }

    private Contender jshell() {
        Path jshell = jdk.resolve("bin/jshell");
        return new Contender(WORK, "jshell", false, () -> {
            if (!Files.isExecutable(jshell)) {
                throw nutshell.refusals.Refusal.machine("not part of this JDK", "install a full JDK");
            }
            try (Pseudoterminal terminal = new Pseudoterminal(jshell.toString(), Map.of())) {
                long nanos = terminal.nanosUntil("jshell>");
                terminal.type("/exit");
                return new Sample(nanos, OptionalDouble.empty());
            }
        });
    }
}
