package nutshell.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nutshell.kernel.ChildList;
import nutshell.kernel.Kernel;
import nutshell.kernel.Processes;
import nutshell.kernel.WaitStatus;
import nutshell.refusals.Refusal;

/**
 * Starts programs as cheaply as we start ours, through the same list of calls in the child: Java's ProcessBuilder goes
 * through a helper program and threads of its own, and would count against whoever is started by it.
 */
final class Peer {

    /** The system's own before what a person's PATH puts over them: pyenv's python3 is a shell script. */
    private static final List<String> DIRECTORIES =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    private static final List<String> ENVIRONMENT = List.of("PATH=" + String.join(":", DIRECTORIES));

    private Peer() {}

    static Optional<String> find(String program) {
        return Stream.concat(
                        DIRECTORIES.stream(),
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)))
                .filter(directory -> directory.startsWith("/"))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString);
    }

    /** Runs a program to its end, from this thread, all three descriptors on {@code nowhere}; it must succeed. */
    static void run(List<String> command, int nowhere) {
        ChildList list = new ChildList().dup(nowhere, 0).dup(nowhere, 1).dup(nowhere, 2);
        list.cleanSlate().execve(command.get(0), command, ENVIRONMENT);
        Processes processes = Kernel.silent().processes();
        int status = processes
                .await(processes.start(list, true), false)
                .map(WaitStatus::shellStatus)
                .orElse(1);
        if (status != 0) {
            String program = Path.of(command.get(0)).getFileName() + " exited with " + status;
            throw Refusal.failed(program, "run it by hand: " + String.join(" ", command));
        }
    }
}
