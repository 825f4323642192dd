package nutshell.escapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nutshell.container.Session;
import nutshell.kernel.SyscallEvent;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Refusal;

/**
 * Carries out escapes in containers of their own. What comes of one is not known here: it is what the kernel refused, what the
 * attacker could say, and what is found on the host afterwards.
 */
public final class Demonstration implements AutoCloseable {

    private final Stake stake;
    private final Machine machine;
    private final Arena arena;

    public Demonstration(Session session) {
        requireAllowed(session.mayChangeHost());
        if (!"root".equals(System.getProperty("user.name"))) {
            throw Refusal.machine(
                    "escapes are from root's containers, and take root to set up", "sudo ./nutshell escape …");
        }
        this.stake = new Stake(session);
        this.machine = new Machine(session);
        this.arena = new Arena(session, stake, machine);
    }

    /** Refuses outside the lab machine, unless the person has said that this one may be changed. */
    public static void requireAllowed(boolean mayChangeHost) {
        if (!mayChangeHost) {
            throw Refusal.safety(
                    "an escape reaches the host, and this is not the lab machine",
                    "./nutshell vm run -- nutshell escape …; or --on-this-machine, if it is yours to break");
        }
    }

    /** Runs an escape with its mistake made, under defences. */
    public Result run(Escape escape, List<Defence> defences) {
        List<String> words = defences.stream().map(Defence::word).toList();
        for (Defence defence : defences) {
            Optional<String> lacks = machine.lacks(defence);
            if (lacks.isPresent()) {
                return Result.unavailable(escape.word(), words, lacks.get());
            }
        }
        return possible(escape, words, () -> {
            Blueprint blueprint = new Blueprint();
            escape.make(blueprint, stake);
            defences.forEach(defence -> defence.applyTo(blueprint));
            return new Plan(
                    blueprint.lines(escape.tree(stake)),
                    blueprint.mounts(),
                    blueprint.leaked().map(path -> path.toString()),
                    blueprint.deviceRules(),
                    blueprint.profile());
        });
    }

    /** Runs an escape in a replica of somebody's container, in which nobody has made its mistake on purpose. */
    public Result runIn(Replica replica, Escape escape) {
        return possible(escape, List.of(), () -> replica.plan(stake, escape.takesAnyVolume()));
    }

    private interface Planning {
        Plan plan();
    }

    private Result possible(Escape escape, List<String> words, Planning planning) {
        Optional<String> impossible = escape.impossible(stake);
        if (impossible.isPresent()) {
            return Result.unavailable(escape.word(), words, impossible.get());
        }
        try {
            return attempted(escape, words, planning.plan());
        } catch (SyscallFailed e) {
            // Nobody was held back: the container was not there.
            return Result.unavailable(escape.word(), words, "the container cannot be built: " + e.event());
        } catch (Refusal e) {
            return Result.unavailable(escape.word(), words, String.valueOf(e.getMessage()));
        } finally {
            stake.preparations().restoreSettings();
        }
    }

    private Result attempted(Escape escape, List<String> words, Plan plan) {
        stake.renew();
        List<Result.Way> ways = new ArrayList<>();
        StringBuilder told = new StringBuilder();
        int count = 1;
        for (int i = 0; i < count; i++) {
            escape.prepare(stake);
            Played played = play(plan, escape, i);
            count = played.count();
            told.append(played.told());
            ways.add(played.way());
            if (proof(escape, told.toString()).holds()) {
                return result(escape, words, plan, ways, told.toString(), List.of());
            }
        }
        return result(escape, words, plan, ways, told.toString(), still(escape, plan));
    }

    private Result.Proof proof(Escape escape, String told) {
        boolean read = stake.nonce().isIn(told) || stake.nonce().isIn(stake.left());
        return new Result.Proof(
                stake.nonce().text(), read, escape.left(stake).toString(), Stake.owner(escape.left(stake)));
    }

    private Result result(
            Escape escape, List<String> words, Plan plan, List<Result.Way> ways, String told, List<String> still) {
        Result.Proof proof = proof(escape, told);
        boolean out = proof.holds();
        Optional<SyscallEvent> stopped = out
                ? Optional.empty()
                : ways.stream().flatMap(way -> way.refused().stream()).findFirst();
        Optional<String> why = out || stopped.isPresent()
                ? Optional.empty()
                : Optional.of("no call was refused, and yet nothing of the host was read or left");
        return new Result(
                escape.word(),
                words,
                out ? Result.Outcome.ESCAPED : Result.Outcome.CONTAINED,
                Optional.of(proof),
                stopped,
                why,
                plan.told(),
                ways,
                still);
    }

    private List<String> still(Escape escape, Plan plan) {
        escape.prepare(stake);
        return arena.inContainer(plan, scene -> {
            escape.meanwhile(scene);
            List<String> sentences = escape.still(scene).stream()
                    .filter(still ->
                            arena.errand(plan, still.attack()).refused().isEmpty()
                                    && still.done().getAsBoolean())
                    .map(Still::sentence)
                    .toList();
            escape.afterwards(scene);
            return sentences;
        });
    }

    /** One way, what the attacker told, and how many ways there are. */
    private record Played(Result.Way way, String told, int count) {}

    private Played play(Plan plan, Escape escape, int which) {
        Played played = arena.inContainer(plan, scene -> {
            escape.meanwhile(scene);
            List<Attack> ways = escape.ways(scene);
            Arena.Outcry outcry = arena.errand(plan, ways.get(which));
            stake.expect(outcry.refused().isEmpty());
            escape.afterwards(scene);
            return new Played(
                    new Result.Way(outcry.calls(), outcry.notes(), outcry.refused()), outcry.told(), ways.size());
        });
        escape.tidy(stake);
        return played;
    }

    /** Takes back what was prepared on the host. */
    @Override
    public void close() {
        arena.close();
        stake.close();
    }
}
