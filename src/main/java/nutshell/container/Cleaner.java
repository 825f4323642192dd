package nutshell.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nutshell.cgroups.CgroupMounts;
import nutshell.kernel.Kernel;
import nutshell.refusals.Refusal;

/** Removes what dead sessions left: processes, mounts, cgroups, files. Living sessions are not touched. */
public final class Cleaner {

    private final Places places;

    public Cleaner(Places places) {
        this.places = places;
    }

    /** Whether a look is worth loading the kernel's door for. */
    public boolean anythingThere() {
        return !sessionsIn(places.running()).isEmpty()
                || !directoriesIn(places.cache().resolve("sessions")).isEmpty();
    }

    /** Returns what was removed, a line each. */
    public List<String> clean() {
        List<String> removed = new ArrayList<>();
        List<String> living = new ArrayList<>();
        for (Path directory : sessionsIn(places.running())) {
            String session = directory.getFileName().toString();
            try {
                Optional<Ledger> ledger = Ledger.ofDeadSession(directory);
                if (ledger.isEmpty()) {
                    living.add(session);
                    continue;
                }
                try (Ledger dead = ledger.get()) {
                    removed.addAll(new Removal(Kernel.silent(), session).ofAll(dead));
                }
                removed.add("session " + session);
            } catch (IOException e) {
                throw Refusal.failed(
                        "the ledger in " + directory + " cannot be read: " + e.getMessage(), "sudo ./nutshell clean");
            }
        }
        removed.addAll(orphanTrees(living));
        removed.addAll(orphanGroups(living));
        return removed;
    }

    /** Trees whose session's directory was lost, with a reboot say. */
    private List<String> orphanTrees(List<String> living) {
        List<String> removed = new ArrayList<>();
        for (Path tree : directoriesIn(places.cache().resolve("sessions"))) {
            if (!living.contains(tree.getFileName().toString())) {
                Trees.delete(tree);
                removed.add("directory " + tree);
            }
        }
        return removed;
    }

    /** Groups of our name without a session: their ledger was lost, or was never theirs. */
    private static List<String> orphanGroups(List<String> living) {
        List<String> removed = new ArrayList<>();
        CgroupMounts mounts;
        try {
            mounts = CgroupMounts.ofThisMachine();
        } catch (Refusal e) {
            return removed;
        }
        Set<Path> tops = new LinkedHashSet<>(mounts.controllers().values());
        mounts.unified().ifPresent(tops::add);
        for (Path top : tops) {
            Path ours = top.resolve(ControlGroup.ALL_OURS);
            for (Path group : directoriesIn(ours)) {
                if (!living.contains(group.getFileName().toString()) && Files.isWritable(group)) {
                    CgroupRemoval.remove(Kernel.silent(), group);
                    CgroupRemoval.removeEmptyParents(Kernel.silent(), ours);
                    removed.add("cgroup " + group);
                }
            }
        }
        return removed;
    }

    /** A session's directory is named by its random number; the lab machine's lies beside them. */
    private static List<Path> sessionsIn(Path place) {
        return directoriesIn(place).stream()
                .filter(directory ->
                        Session.ID.matcher(directory.getFileName().toString()).matches())
                .toList();
    }

    private static List<Path> directoriesIn(Path place) {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
