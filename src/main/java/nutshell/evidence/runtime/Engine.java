package nutshell.evidence.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** The container engines whose API we read, and where each listens. */
public enum Engine {
    DOCKER("DOCKER_HOST", "docker.sock", "/run/docker.sock", "systemctl start docker"),
    PODMAN("CONTAINER_HOST", "podman/podman.sock", "/run/podman/podman.sock", "podman system service -t 600 &");

    private static final String UNIX = "unix://";

    private final String variable;
    private final String inRuntimeDirectory;
    private final String ofRoot;
    private final String starts;

    Engine(String variable, String inRuntimeDirectory, String ofRoot, String starts) {
        this.variable = variable;
        this.inRuntimeDirectory = inRuntimeDirectory;
        this.ofRoot = ofRoot;
        this.starts = starts;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The command that has it listen. */
    public String starts() {
        return starts;
    }

    public static Optional<Engine> of(String word) {
        return Arrays.stream(values())
                .filter(engine -> engine.word().equals(word))
                .findFirst();
    }

    /**
     * Where to look, the first first: what the environment names, then a rootless engine's, which is the caller's own,
     * then root's. Root asks root's first, as its XDG_RUNTIME_DIR may be left over from the user it was.
     */
    List<Path> sockets(Map<String, String> environment, boolean root) {
        String named = environment.getOrDefault(variable, "");
        if (!named.isEmpty()) {
            return List.of(local(named));
        }
        List<Path> sockets = new ArrayList<>();
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (runtime.startsWith("/")) {
            sockets.add(Path.of(runtime, inRuntimeDirectory));
        }
        sockets.add(root ? 0 : sockets.size(), Path.of(ofRoot));
        return sockets;
    }

    private Path local(String address) {
        if (!address.startsWith(UNIX + "/")) {
            throw Refusal.machine(
                    "%s is %s, an engine on another machine: its processes are not in this machine's /proc"
                            .formatted(variable, Printable.text(address, 200)),
                    "run nutshell there, or unset " + variable);
        }
        return Path.of(address.substring(UNIX.length()));
    }
}
