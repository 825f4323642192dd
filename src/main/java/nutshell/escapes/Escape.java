package nutshell.escapes;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nutshell.refusals.Nearest;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * A way from inside a container to the host that takes no exploit: somebody's mistake, what an attacker makes of it, and what
 * closes it. Read in the order permitted here, they go from the oldest to the subtlest.
 */
public sealed interface Escape
        permits ChrootBreakout,
                HostMountEscape,
                HostMountReadOnly,
                RootIsRoot,
                HostPid,
                LeakedDescriptor,
                DeviceNode,
                CorePattern,
                ProcSysWrite,
                RuntimeSocket,
                HostNetwork,
                OpenByHandle,
                PtraceHostProcess,
                ReleaseAgent,
                SetuidInVolume,
                SharedMountPropagation {

    /** What it is called: {@code host-mount}. */
    String word();

    /** The mistake, in one sentence. */
    String mistake();

    /** Makes the mistake. */
    void make(Blueprint blueprint, Stake stake);

    /** What an attacker tries, each way in a container of its own. */
    List<Attack> ways(Scene scene);

    /** The defence that closes it by itself. */
    Defence fix();

    /** Gets ready on the host what will be met there, before each container. */
    default void prepare(Stake stake) {}

    /** What happens on the host once the container stands. */
    default void meanwhile(Scene scene) {}

    /** What happens on the host once the attacker is done. */
    default void afterwards(Scene scene) {}

    /** What there is to tidy up on the host once the container is gone. */
    default void tidy(Stake stake) {}

    default Path left(Stake stake) {
        return stake.left();
    }

    /** The tree that is to be the root. */
    default Path tree(Stake stake) {
        return stake.tree();
    }

    /** What may be left to an attacker who does not get out. */
    default Optional<Still> still(Scene scene) {
        return Optional.empty();
    }

    /** Whether any shared directory will do for it, so that in a replica ours lies over one. */
    default boolean takesAnyVolume() {
        return false;
    }

    /** Why it is not possible on this machine at all. */
    default Optional<String> impossible(Stake stake) {
        return Optional.empty();
    }

    static List<Escape> all() {
        return List.of(
                new ChrootBreakout(),
                new HostMountEscape(),
                new HostMountReadOnly(),
                new RootIsRoot(),
                new HostPid(),
                new LeakedDescriptor(),
                new DeviceNode(),
                new CorePattern(),
                new ProcSysWrite(),
                new RuntimeSocket(),
                new HostNetwork(),
                new OpenByHandle(),
                new PtraceHostProcess(),
                new ReleaseAgent(),
                new SetuidInVolume(),
                new SharedMountPropagation());
    }

    static List<String> words() {
        return all().stream().map(Escape::word).toList();
    }

    static Escape of(String word) {
        return all().stream()
                .filter(escape -> escape.word().equals(word))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> nearest = Nearest.to(word, words());
                    return Refusal.usage(
                            "there is no escape '" + Printable.text(word, 80) + "'",
                            nearest.isEmpty() ? "escape list" : "escape run " + String.join(" or ", nearest));
                });
    }
}
