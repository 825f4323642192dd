package nutshell.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nutshell.cgroups.CgroupMounts;
import nutshell.refusals.Refusal;

/** Sessions whose process lives, known without opening their ledgers: by the locks that the kernel lists in /proc/locks. */
record LivingSessions(Set<String> names) {

    static LivingSessions in(Path running) {
        Set<String> locked = HostState.text(Path.of("/proc/locks"))
                .lines()
                .map(line -> line.replaceAll("^.* [0-9a-f]+:[0-9a-f]+:([0-9]+) .*$", "$1"))
                .collect(Collectors.toSet());
        return new LivingSessions(HostState.names(running).stream()
                .filter(name -> isLocked(running.resolve(name).resolve("ledger"), locked))
                .collect(Collectors.toUnmodifiableSet()));
    }

    private static boolean isLocked(Path ledger, Set<String> inodes) {
        try {
            return inodes.contains(Files.getAttribute(ledger, "unix:ino").toString());
        } catch (IOException e) {
            return false;
        }
    }

    boolean holds(String session) {
        return names.contains(session);
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /** Where control groups lie on this machine; none where none are mounted. */
    static List<Path> hierarchies() {
        try {
            CgroupMounts mounts = CgroupMounts.ofThisMachine();
            return Stream.concat(mounts.controllers().values().stream(), mounts.unified().stream())
                    .distinct()
                    .toList();
        } catch (Refusal e) {
            return List.of();
        }
    }
}
