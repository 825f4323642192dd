package nutshell.evidence;

import java.util.Optional;
import java.util.function.BiFunction;
import nutshell.evidence.proc.ProcDirectory;
import nutshell.evidence.runtime.Engine;
import nutshell.evidence.runtime.Engines;
import nutshell.evidence.runtime.RunningContainer;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * Whom we look at: a process by its number, a container by its engine and name, or this program itself.
 *
 * @param name as its owner would say it: {@code docker:web}
 */
public record Subject(String name, ProcDirectory process, Optional<RunningContainer> container) {

    public static Subject parse(String word) {
        return parse(word, (engine, name) -> Engines.ofThisMachine().find(engine, name));
    }

    static Subject parse(String word, BiFunction<Engine, String, RunningContainer> engines) {
        if (word.equals("self")) {
            return new Subject("self", ProcDirectory.self(), Optional.empty());
        }
        if (word.matches("[1-9][0-9]{0,8}")) {
            return new Subject(word, ProcDirectory.of(Integer.parseInt(word)), Optional.empty());
        }
        int colon = word.indexOf(':');
        Engine engine = Engine.of(word.substring(0, Math.max(0, colon)))
                .orElseThrow(() -> Refusal.usage(
                        "'" + Printable.text(word, 100)
                                + "' is no one to look at: expected PID, docker:NAME, podman:NAME or self",
                        "nutshell inspect docker:web"));
        RunningContainer container = engines.apply(engine, word.substring(colon + 1));
        return new Subject(
                engine.word() + ":" + container.name(), ProcDirectory.of(container.pid()), Optional.of(container));
    }
}
