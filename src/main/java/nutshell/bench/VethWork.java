package nutshell.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import nutshell.container.Container;
import nutshell.container.NetworkView;
import nutshell.container.Step;

/**
 * A cable from a bridge into a fresh network namespace, with an address inside and a gateway: by netlink from Java, and by
 * ip(8), which has to be started. Namespace and tidying up are not counted.
 */
final class VethWork {

    private static final String WORK = "veth";
    private static final String BRIDGE = "nutb0";
    private static final String CABLE = "nutb1";
    private static final String GATEWAY = "10.77.248.1";
    private static final long PAUSE_NANOS = 1_000_000;
    private static final String ADDRESS = "10.77.248.2/24";

    private final Stage stage;
    private final List<Step> alone = Stage.steps("unshare net");
    private final List<Step> cable = Stage.steps(
            "veth %s eth0 %s --bridge %s".formatted(CABLE, ADDRESS, BRIDGE), "route default via " + GATEWAY);
    private final Optional<String> ip = Peer.find("ip");

    VethWork(Stage stage) {
        this.stage = stage;
        stage.session().enter("switch").apply(Stage.steps("bridge " + BRIDGE + " " + GATEWAY + "/24"));
    }

    List<Contender> contenders() {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(Contender.measured(WORK, "nutshell", true, () -> inFreshNamespace(c -> c.apply(cable))));
        ip.ifPresent(path -> contenders.add(Contender.measured(WORK, "ip, four commands", false, () -> {
            long nanos = inFreshNamespace(c -> byCommands(path, c));
            awaitEnd();
            return nanos;
        })));
        return contenders;
    }

    List<String> remarks() {
        return ip.isPresent() ? List.of() : List.of("ip: not installed, so not measured");
    }

    /** What is done with a container whose network namespace is new. */
    private interface Act {
        void on(Container container);
    }

    private long inFreshNamespace(Act act) {
        Container container = stage.session().enter("c1");
        container.apply(alone);
        long before = System.nanoTime();
        act.on(container);
        long nanos = System.nanoTime() - before;
        container.reset();
        return nanos;
    }

    private void byCommands(String path, Container container) {
        String add = "link add %s master %s up type veth peer name eth0 netns %d";
        ip(path, add.formatted(CABLE, BRIDGE, container.tid()));
        container.inside(() -> {
            ip(path, "address add " + ADDRESS + " dev eth0");
            ip(path, "link set eth0 up");
            ip(path, "route add default via " + GATEWAY);
            return true;
        });
    }

    /** Nobody but the kernel takes this cable away, and only when it gets round to the namespace. */
    private void awaitEnd() {
        while (stage.session().host().call(NetworkView::of).interfaces().containsKey(CABLE)) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void ip(String path, String words) {
        List<String> command = new ArrayList<>(List.of(path));
        command.addAll(List.of(words.split(" ", -1)));
        Peer.run(command, stage.nowhere());
    }
}
