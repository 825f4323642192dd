package nutshell.drift;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nutshell.evidence.proc.ProcDirectory;
import nutshell.kernel.OpenFiles;

/** Which processes are the container's: those in its namespaces, and those that descend from one. */
final class Members {

    private static final int DEEPEST = 64;

    private final OpenFiles files;
    private final long ourselves = ProcessHandle.current().pid();
    private final Set<String> theirs;
    private final Set<String> ours;

    Members(Target target, OpenFiles files) {
        this.files = files;
        this.ours = links(Path.of("/proc/self"));
        this.theirs = links(target.proc());
        theirs.removeAll(ours);
    }

    /** Of a thread that has left its PID namespace, its children's counts. */
    private Set<String> links(Path process) {
        return Stream.of("mnt", "pid_for_children")
                .flatMap(kind -> link(process, kind).stream())
                .collect(Collectors.toSet());
    }

    /** False for ourselves, whom we would wait for. */
    boolean has(int pid) {
        if (pid == ourselves) {
            return false;
        }
        Path process = process(pid);
        for (int i = 0; i < DEEPEST; i++) {
            List<String> its = namespaces(process);
            if (its.stream().anyMatch(theirs::contains)) {
                return true;
            }
            // In namespaces further in, or not at all.
            Optional<Path> parent = ours.containsAll(its) ? Optional.empty() : parent(process);
            if (parent.isEmpty()) {
                return false;
            }
            process = parent.get();
        }
        return false;
    }

    /** The mount namespace of a process, if it is one that we have not seen. */
    boolean hasNewMounts(int pid, Set<String> seen) {
        return link(process(pid), "mnt").filter(seen::add).isPresent();
    }

    private List<String> namespaces(Path process) {
        return Stream.of("pid", "mnt")
                .flatMap(kind -> link(process, kind).stream())
                .toList();
    }

    private Optional<String> link(Path process, String kind) {
        return files.target(process + "/ns/" + kind);
    }

    static Path process(int pid) {
        return Path.of("/proc/" + pid);
    }

    private static Optional<Path> parent(Path process) {
        List<String> status = new ProcDirectory(process).lines("status").fact().orElse(List.of());
        return status.stream()
                .filter(line -> line.startsWith("PPid:"))
                .map(line -> line.substring("PPid:".length()).strip())
                .filter(number -> number.matches("[1-9][0-9]*"))
                .findFirst()
                .map(number -> Path.of("/proc/" + number));
    }
}
