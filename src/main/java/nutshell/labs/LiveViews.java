package nutshell.labs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jnr.constants.platform.Errno;
import nutshell.container.Container;
import nutshell.container.Processes;
import nutshell.kernel.Kernel;
import nutshell.kernel.Sight;
import nutshell.kernel.Sight.Seen;
import nutshell.refusals.Refusal;

/** What this kernel shows of a container of ours, or of any process: read from /proc, or from within its namespaces. */
public final class LiveViews implements Views {

    private static final String ITSELF = "/proc/thread-self/";

    private final Path proc;
    private final Function<Function<Sight, Seen>, Seen> inside;
    private final Supplier<List<Integer>> roots;
    private final Function<Place, Optional<String>> places;

    private LiveViews(
            Path proc,
            Function<Function<Sight, Seen>, Seen> inside,
            Supplier<List<Integer>> roots,
            Function<Place, Optional<String>> places) {
        this.proc = proc;
        this.inside = inside;
        this.roots = roots;
        this.places = places;
        warm();
    }

    /** Classes are loaded while their files can still be found: a thread in another root would look for them there. */
    private void warm() {
        Stream.of(Look.values()).forEach(look -> see(Side.HOST, look, ITSELF + "comm"));
        see(Side.HOST, Look.READ, "/proc/thread-self/root");
        see(Side.HOST, Look.READ, "/");
    }

    /** A container of this session. */
    public static LiveViews of(Container container) {
        return new LiveViews(
                container.proc(),
                look -> container.look(kernel -> look.apply(kernel.sight())),
                () -> Processes.of(container).stream().map(Processes.Row::pid).toList(),
                place -> placeOf(container, place));
    }

    /** Any process: what was done from another terminal counts as well. */
    public static LiveViews of(int pid) {
        Path proc = Path.of("/proc/" + pid);
        if (!Files.isDirectory(proc)) {
            throw Refusal.usage("there is no process " + pid, "host ps; the number is the host's");
        }
        return new LiveViews(
                proc,
                look -> Visit.inside(proc, look),
                () -> Processes.from(List.of(pid)).stream()
                        .map(Processes.Row::pid)
                        .toList(),
                place -> place == Place.ROOT ? Optional.of(proc + "/root") : Optional.empty());
    }

    private static Optional<String> placeOf(Container container, Place place) {
        return switch (place) {
            case ROOT -> container.preparedRoot().map(Path::toString);
            case CGROUP ->
                container
                        .cgroup()
                        .flatMap(group -> group.directories().stream()
                                .map(Path::toString)
                                .sorted()
                                .findFirst());
            case UPPER, LOWER -> Optional.empty();
        };
    }

    @Override
    public Seen see(Side side, Look look, String path) {
        Function<Sight, Seen> how = sight -> look(sight, look, path);
        if (side == Side.HOST) {
            return how.apply(Kernel.silent().sight());
        }
        if (path.startsWith(ITSELF)) {
            return itself(side, look, path.substring(ITSELF.length()));
        }
        return side == Side.INSIDE ? inside.apply(how) : Visit.joined(proc, how);
    }

    /** The kernel tells the host what the container is; its own /proc may be another one, or none. */
    private Seen itself(Side side, Look look, String rest) {
        if (side == Side.JOINED && rest.startsWith("mountinfo")) {
            return Visit.joined(proc, sight -> look(sight, look, ITSELF + rest));
        }
        Seen seen = look(Kernel.silent().sight(), look, proc + "/" + rest);
        // A process that hides its memory shows its links to itself alone; see PR_SET_DUMPABLE.
        return seen.errno().filter(Errno.EACCES::equals).isPresent()
                ? inside.apply(sight -> look(sight, look, ITSELF + rest))
                : seen;
    }

    private static Seen look(Sight sight, Look look, String path) {
        return switch (look) {
            case READ -> sight.read(Sight.HERE, path);
            case STATUS -> sight.stat(Sight.HERE, path);
            case WRITABLE -> sight.writable(Sight.HERE, path);
        };
    }

    @Override
    public List<Integer> processes() {
        return roots.get();
    }

    @Override
    public Optional<String> place(Place place) {
        return place == Place.UPPER || place == Place.LOWER ? layer(place) : places.apply(place);
    }

    /** The kernel itself says in mountinfo of which directories an overlay is made. */
    private Optional<String> layer(Place place) {
        String option = place == Place.UPPER ? "upperdir=" : "lowerdir=";
        return see(Side.INSIDE, Look.READ, ITSELF + "mountinfo").text().stream()
                .flatMap(text -> Stream.of(text.split("\n", -1)))
                .filter(line -> line.contains(" - overlay "))
                .flatMap(line -> Stream.of(line.split("[ ,]", -1)))
                .filter(word -> word.startsWith(option))
                .map(word -> word.substring(option.length()).split(":", 2)[0])
                .reduce((first, last) -> last);
    }
}
