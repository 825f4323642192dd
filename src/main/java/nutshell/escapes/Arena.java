package nutshell.escapes;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import nutshell.container.Container;
import nutshell.container.Errand;
import nutshell.container.Recipe;
import nutshell.container.Session;
import nutshell.container.Stdio;
import nutshell.container.Step;
import nutshell.container.Words;
import nutshell.kernel.SyscallEvent;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import org.jspecify.annotations.Nullable;

/** Where attackers are let loose: in a container built after a plan, under all that the plan puts on its programs. */
final class Arena implements AutoCloseable {

    private static final String CONTAINER = "escape";

    private final Session session;
    private final Stake stake;
    private final Machine machine;
    /** Reading a filter's line takes longer than all the rest of a cell. */
    private final Map<String, Step> known = new HashMap<>();

    private @Nullable DeviceRules deviceRules;
    private @Nullable Profile profile;

    Arena(Session session, Stake stake, Machine machine) {
        this.session = session;
        this.stake = stake;
        this.machine = machine;
    }

    /** Builds the container, acts, and takes it down. */
    <T> T inContainer(Plan plan, Function<Scene, T> act) {
        Container container = session.enter(CONTAINER);
        try {
            container.apply(plan.lines().stream().map(this::step).toList());
            return act.apply(
                    new Scene(stake, container.preparedRoot().orElseThrow(), plan.mounts(), rootOutside(container)));
        } finally {
            container.reset();
            container.news();
        }
    }

    private Step step(String line) {
        return known.computeIfAbsent(line, l -> Recipe.step(Words.split(l)));
    }

    private static long rootOutside(Container container) {
        try {
            return Files.readAllLines(container.proc().resolve("uid_map")).stream()
                    .map(line -> line.strip().split("\\s+", -1))
                    .filter(words -> words[0].equals("0"))
                    .mapToLong(words -> Long.parseLong(words[1]))
                    .findFirst()
                    .orElse(65_534);
        } catch (IOException e) {
            throw Refusal.failed("who root is outside cannot be read: " + Printable.text(String.valueOf(e)), "again");
        }
    }

    /** What an attacker did and said. */
    record Outcry(List<SyscallEvent> calls, Map<Integer, String> notes, String told) {
        Optional<SyscallEvent> refused() {
            return calls.stream().filter(event -> event.errno().isPresent()).findFirst();
        }
    }

    /** Has a process of the container do what an attacker does. */
    Outcry errand(Plan plan, Attack attack) {
        Container container = session.enter(CONTAINER);
        Attacker attacker = new Attacker(plan.leaked().isPresent());
        attack.by(attacker);
        try (Output output = new Output(session.host(), plan.leaked())) {
            Errand errand = new Errand(
                    Stdio.inherited().in(output.nothing()).out(output.writingEnd()),
                    plan.deviceRules() ? List.of(deviceRules().joining()) : List.of(),
                    output.leaked(),
                    plan.profile() ? Optional.of(profile().name()) : Optional.empty(),
                    attacker.calls());
            return new Outcry(container.doErrand(errand), attacker.notes(), output.text());
        }
    }

    private DeviceRules deviceRules() {
        if (deviceRules == null) {
            deviceRules = new DeviceRules(session.host(), stake.preparations(), machine.hasDeviceFiles());
        }
        return deviceRules;
    }

    private Profile profile() {
        if (profile == null) {
            profile = new Profile(session, stake.preparations(), stake.directory());
        }
        return profile;
    }

    @Override
    public void close() {
        if (deviceRules != null) {
            deviceRules.close();
        }
    }
}
