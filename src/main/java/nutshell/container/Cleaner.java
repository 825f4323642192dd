package nutshell.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
        // Listed before the sessions: what a session begun meanwhile makes is not taken for an orphan.
        List<Path> trees = directoriesIn(places.cache().resolve("sessions"));
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
                    dead.forget();
                }
                removed.add("session " + session);
            } catch (NoSuchFileException e) {
                // Someone else who started in this instant has removed it.
                living.remove(session);
            } catch (IOException e) {
                throw Refusal.failed(
                        "the ledger in " + directory + " cannot be read: " + e.getMessage(), "sudo ./nutshell clean");
            }
        }
        removed.addAll(orphanTrees(trees, living));
        return removed;
    }

    /** Trees whose session's directory was lost, with a reboot say. */
    private static List<String> orphanTrees(List<Path> trees, List<String> living) {
        List<String> removed = new ArrayList<>();
        for (Path tree : trees) {
            if (!living.contains(tree.getFileName().toString())) {
                Trees.delete(tree);
                removed.add("directory " + tree);
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
