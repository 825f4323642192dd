package nutshell.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nutshell.container.Step;

/** A container with own namespaces, root and /proc, made, run with {@code true} and gone; then with a cgroup as well. */
final class ContainerWork {

    private static final String WORK = "container";
    private static final String WITH_GROUP = "container+cgroup";
    private static final String SIX = "unshare uts mnt pid net ipc cgroup";
    private static final String LIMIT = "cgroup set pids.max 64";

    private final Stage stage;
    private final Function<Object, String> json;
    private final Engines engines;
    private final List<Contender> contenders = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    ContainerWork(Stage stage, Function<Object, String> json, Engines engines) {
        this.stage = stage;
        this.json = json;
        this.engines = engines;
        withoutGroup();
        beside(withGroup(stage));
    }

    /** The group first: a cgroup namespace hides what lies above the group its maker is in, and so do the runtimes. */
    static List<Step> withGroup(Stage stage) {
        return Stage.steps("rootfs " + stage.tree(), LIMIT, SIX, "pivot_root", "mount proc");
    }

    List<Contender> contenders() {
        return List.copyOf(contenders);
    }

    /** The peers that are not installed. */
    List<String> remarks() {
        return List.copyOf(remarks);
    }

    private void withoutGroup() {
        Path tree = stage.tree();
        List<Step> steps = Stage.steps("rootfs " + tree, SIX, "pivot_root", "mount proc");
        add(Contender.timed(WORK, "nutshell", true, () -> stage.madeRunAndGone(steps)));
        List<Step> rootless = Stage.steps("rootfs " + tree, "clone user --map root", SIX, "pivot_root", "mount proc");
        add(Contender.timed(WORK, "nutshell, in a user namespace", false, () -> stage.madeRunAndGone(rootless)));
        List<String> alone = List.of(tree + Stage.PROGRAM, "true");
        add(Contender.timed(WORK, "true alone, by our own child list", false, () -> Peer.run(alone, stage.nowhere())));
        Optional<String> chroot = find("chroot");
        find("unshare")
                .ifPresent(unshare -> chroot.ifPresent(change -> {
                    List<String> command = unshareAndChroot(unshare, change, tree);
                    add(Contender.timed(WORK, "unshare + chroot", false, () -> Peer.run(command, stage.nowhere())));
                }));
    }

    private static List<String> unshareAndChroot(String unshare, String chroot, Path tree) {
        List<String> command =
                new ArrayList<>(List.of(unshare, "--fork", "--pid", "--mount", "--uts", "--ipc", "--net", "--cgroup"));
        command.addAll(List.of("--mount-proc=" + tree.resolve("proc"), chroot, tree.toString()));
        command.addAll(Stage.COMMAND);
        return command;
    }

    private void beside(List<Step> steps) {
        add(Contender.timed(WITH_GROUP, "nutshell", true, () -> stage.madeRunAndGone(steps)));
        Optional<String> crun = find("crun");
        Optional<String> runc = find("runc");
        if (crun.isPresent() || runc.isPresent()) {
            Runtimes runtimes = new Runtimes(stage, steps, json);
            crun.ifPresent(path -> add(runtimes.contender(WITH_GROUP, path)));
            runc.ifPresent(path -> add(runtimes.contender(WITH_GROUP, path)));
        }
        engines.contenders(WITH_GROUP).forEach(this::add);
        remarks.addAll(engines.remarks());
    }

    private void add(Contender contender) {
        contenders.add(contender);
    }

    private Optional<String> find(String program) {
        Optional<String> found = Peer.find(program);
        if (found.isEmpty()) {
            remarks.add(program + ": not installed, so not measured");
        }
        return found;
    }
}
