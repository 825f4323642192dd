package nutshell.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import nutshell.capabilities.CapabilitySets;
import nutshell.cgroups.CgroupMounts;
import nutshell.cgroups.CgroupVersion;
import nutshell.container.Bundle;
import nutshell.container.Container;
import nutshell.container.Step;

/** Container runtimes that take an OCI bundle, which is exported from the same steps that we carry out ourselves. */
final class Runtimes {

    private final Stage stage;
    private final Path bundle;
    private final Container place;
    private final AtomicInteger runs = new AtomicInteger();

    Runtimes(Stage stage, List<Step> steps, Function<Object, String> json) {
        this.stage = stage;
        this.bundle = directory(stage);
        write(steps, json);
        this.place = stage.session().enter("runtimes");
        trickCrun();
    }

    /** Beside the tree, so that it goes with the session. */
    private static Path directory(Stage stage) {
        return Optional.ofNullable(stage.tree().getParent()).orElseThrow();
    }

    private void write(List<Step> steps, Function<Object, String> json) {
        try {
            CapabilitySets ours = CapabilitySets.parse(Files.readAllLines(Path.of("/proc/self/status")));
            Bundle exported = new Bundle("bench-" + stage.session().id(), ours.bounding());
            steps.forEach(step -> step.describe(exported));
            Files.writeString(bundle.resolve("config.json"), json.apply(exported.config(List.of("true"))));
            Files.writeString(bundle.resolve("empty"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Where v1 has the controllers, crun 1.8 is put off by those that the empty v2 mount beside them offers. It sees none
     * in a mount namespace in which an empty file covers theirs.
     */
    private void trickCrun() {
        place.apply(Stage.steps("unshare mnt"));
        CgroupMounts mounts = CgroupMounts.ofThisMachine();
        if (mounts.version() == CgroupVersion.HYBRID) {
            mounts.unified()
                    .map(unified -> unified.resolve("cgroup.controllers"))
                    .ifPresent(controllers ->
                            place.apply(Stage.steps("mount --bind " + bundle.resolve("empty") + " " + controllers)));
        }
    }

    Contender contender(String work, String runtime) {
        String name = Path.of(runtime).getFileName() + " run";
        return Contender.timed(work, name, false, () -> {
            String container = "nutshell-" + stage.session().id() + "-" + runs.incrementAndGet();
            List<String> command = List.of(runtime, "run", "-b", bundle.toString(), container);
            place.inside(() -> {
                Peer.run(command, stage.nowhere());
                return true;
            });
        });
    }
}
