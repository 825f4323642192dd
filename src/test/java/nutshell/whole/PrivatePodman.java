package nutshell.whole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A storage of a test's own for Podman, with its containers; the machine's is not touched. */
final class PrivatePodman implements AutoCloseable {

    /** What a machine with cgroup v1 and low limits needs; elsewhere it does no harm. */
    private static final List<String> MODEST = List.of("--runtime", "runc", "--cgroup-manager", "cgroupfs");

    private final Path directory;

    PrivatePodman() throws IOException {
        WholeProgram.needsRoot();
        Commands.need("podman", "runc", "busybox", "tar");
        directory = Files.createTempDirectory("podman-on-trial");
        Files.writeString(
                directory.resolve("storage.conf"),
                "[storage]\ndriver = \"overlay\"\ngraphroot = \"%s/graph\"\nrunroot = \"%s/run\"\n"
                        .formatted(directory, directory));
    }

    /** By which our program finds the same containers. */
    Map<String, String> environment() {
        return Map.of(
                "CONTAINERS_STORAGE_CONF", directory.resolve("storage.conf").toString());
    }

    Commands.Result podman(String... arguments) {
        List<String> command = new ArrayList<>(List.of("podman"));
        command.addAll(MODEST);
        command.addAll(List.of(arguments));
        Map<String, String> environment = new LinkedHashMap<>(System.getenv());
        environment.putAll(environment());
        return Commands.run("", environment, command);
    }

    /** An image that holds busybox alone. */
    void busyboxImage(String name) throws IOException {
        Path bin = Files.createDirectories(directory.resolve("image/bin"));
        String busybox = Commands.run("sh", "-c", "command -v busybox").out().strip();
        Files.copy(Path.of(busybox), bin.resolve("busybox"));
        Files.copy(Path.of(busybox), bin.resolve("sleep"));
        String tar = directory.resolve("image.tar").toString();
        Commands.run("tar", "-C", directory.resolve("image").toString(), "-cf", tar, ".")
                .wellDone();
        podman("import", "--change", "CMD [\"/bin/sleep\",\"100000\"]", tar, name)
                .wellDone();
    }

    @Override
    public void close() {
        podman("rm", "--all", "--force", "--time", "0", "--volumes");
        podman("volume", "prune", "--force");
        Commands.run("sh", "-c", "umount -l " + directory + "/graph/overlay " + directory + "/run 2>/dev/null");
        Commands.run("rm", "-rf", "--one-file-system", directory.toString()).wellDone();
    }
}
