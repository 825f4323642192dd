package nutshell.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import nutshell.cgroups.CgroupMounts;
import nutshell.cgroups.CgroupVersion;
import nutshell.container.Container;
import nutshell.refusals.Refusal;

/**
 * Docker and Podman, by their own commands: containers without a network, with all namespaces of their own and the limit
 * that ours has. What is made in them carries the session's name and goes again.
 */
final class Engines implements AutoCloseable {

    /** One in so many rounds: they take a hundred times as long. */
    private static final int SELDOM = 10;

    /** A directory that every system has; Podman wants one with a short name. */
    private static final String STORAGE = "/mnt";

    private final Stage stage;
    private final Optional<String> docker = Peer.find("docker");
    private final Optional<String> podman = Peer.find("podman");
    private final List<String> remarks = new ArrayList<>();
    private final List<String> containers = new ArrayList<>();
    private Optional<String> image = Optional.empty();

    Engines(Stage stage) {
        this.stage = stage;
        if (docker.isEmpty()) {
            remarks.add("docker: not installed, so not measured");
        } else if (!Started.succeeds(docker.get(), "version")) {
            remarks.add("docker: not measured, no engine answers (start dockerd, or set DOCKER_HOST)");
        } else {
            image = Optional.of(imported(docker.get()));
        }
        if (podman.isEmpty()) {
            remarks.add("podman: not installed, so not measured");
        }
    }

    /** The tree that all others stand on, as an image. */
    private String imported(String program) {
        String name = "nutshell-bench:" + stage.session().id();
        Path archive = stage.tree().resolveSibling("tree.tar");
        Started.run("tar", "-C", stage.tree().toString(), "-cf", archive.toString(), ".");
        Started.run(program, "import", archive.toString(), name);
        return name;
    }

    /** Who is not there, or does not answer. */
    List<String> remarks() {
        return List.copyOf(remarks);
    }

    List<Contender> contenders(String work) {
        List<Contender> contenders = new ArrayList<>();
        podman.ifPresent(program -> {
            // Its storage lies on a tmpfs that nobody else sees, and is gone with this mount namespace.
            Container place = stage.session().enter("engines");
            place.apply(Stage.steps("unshare mnt", "mount -t tmpfs tmpfs " + STORAGE));
            List<String> command = podmanRun(program);
            contenders.add(seldom(
                    work,
                    "podman run",
                    () -> place.inside(() -> {
                        Peer.run(command, stage.nowhere());
                        return true;
                    })));
        });
        image.ifPresent(name -> {
            List<String> command = command(docker.orElseThrow(), "run", "--rm", "--network", "none");
            command.addAll(List.of("--pids-limit", "64", name, Stage.PROGRAM, "true"));
            contenders.add(seldom(work, "docker run", () -> Started.run(Map.of(), command)));
        });
        return contenders;
    }

    private static Contender seldom(String work, String who, Runnable act) {
        return Contender.timed(work, who, false, act).onceIn(SELDOM);
    }

    /** Its own storage stays as it is: the tree is used where it lies. Hybrid hierarchies it takes only when told how. */
    private List<String> podmanRun(String program) {
        List<String> command = command(program, "--root", STORAGE + "/root", "--runroot", STORAGE + "/run");
        if (CgroupMounts.ofThisMachine().version() != CgroupVersion.V2) {
            command.addAll(List.of("--cgroup-manager", "cgroupfs"));
            Peer.find("runc").ifPresent(runc -> command.addAll(List.of("--runtime", runc)));
        }
        command.addAll(List.of("run", "--rm", "--network", "none", "--pids-limit", "64"));
        command.addAll(List.of("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024"));
        command.addAll(List.of("--rootfs", stage.tree().toString(), Stage.PROGRAM, "true"));
        return command;
    }

    private static List<String> command(String... words) {
        return new ArrayList<>(List.of(words));
    }

    /** The engine's command, where an engine answers in which containers can be made. */
    Optional<String> dockerCommand() {
        return image.flatMap(name -> docker);
    }

    /** Where the engine listens that the command speaks to. */
    URI address() {
        return URI.create(System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock"));
    }

    /** Sees to it that so many containers of ours sleep in Docker. */
    void sleeping(int count) {
        IntStream.range(containers.size(), count).forEach(i -> {
            String name = "nutshell-" + stage.session().id() + "-" + i;
            containers.add(name);
            List<String> command = command(docker.orElseThrow(), "run", "--detach", "--network", "none");
            command.addAll(List.of("--name", name, image.orElseThrow(), Stage.PROGRAM, "sleep", "3600"));
            Started.run(Map.of(), command);
        });
    }

    @Override
    public void close() {
        docker.ifPresent(program -> {
            if (!containers.isEmpty()) {
                List<String> command = command(program, "rm", "--force");
                command.addAll(containers);
                tidy(command);
            }
            image.ifPresent(name -> tidy(List.of(program, "image", "rm", name)));
        });
    }

    /** What cannot be tidied up is the engine's matter now, and no reason to lose the figures. */
    private static void tidy(List<String> command) {
        try {
            Started.run(Map.of(), command);
        } catch (Refusal e) {
            // Told by the engine's own list of containers and images.
        }
    }
}
