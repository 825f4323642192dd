package nutshell.labs;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jnr.constants.platform.Errno;
import nutshell.kernel.Sight.Seen;
import nutshell.mounts.MountInfo;
import nutshell.refusals.Printable;

/**
 * A claim about the state of the kernel, and the words that tell it: {@code inside /proc/thread-self/ns/uts differs host}.
 *
 * @param value empty where the operator takes none
 * @param told what is said when it comes true
 */
public record Observation(Side side, String path, Operator operator, String value, String told) {

    /** In a path, each process of the container in turn; one for which the claim holds is enough. */
    private static final String EACH_PROCESS = "/proc/PID/";

    private static final int LONGEST_FACT = 60;

    /** Whether it holds, and what was seen. */
    public record Fact(boolean holds, String seen) {}

    /** Looks now. */
    public Fact look(Views views) {
        if (!path.startsWith(EACH_PROCESS)) {
            return look(views, path, path);
        }
        String rest = path.substring(EACH_PROCESS.length());
        List<Fact> facts = views.processes().stream()
                .map(pid -> look(views, "/proc/" + pid + "/" + rest, "/proc/thread-self/" + rest))
                .toList();
        return facts.stream()
                .filter(Fact::holds)
                .findFirst()
                .orElseGet(() -> facts.isEmpty()
                        ? new Fact(false, "no process of the container is there")
                        : facts.get(facts.size() - 1));
    }

    private Fact look(Views views, String here, String onOtherSides) {
        Views.Look look = operator == Operator.STATUS
                ? Views.Look.STATUS
                : operator == Operator.WRITABLE ? Views.Look.WRITABLE : Views.Look.READ;
        Optional<String> resolved = resolved(views, here);
        if (resolved.isEmpty()) {
            return new Fact(false, "the container has no " + Place.of(here).orElseThrow());
        }
        Seen seen = views.see(side, look, resolved.get());
        return new Fact(holds(views, seen, onOtherSides), fact(seen));
    }

    /** The words of places are the container's; a path without one is what it says. */
    private static Optional<String> resolved(Views views, String path) {
        return Place.of(path)
                .map(place -> views.place(place)
                        .map(directory ->
                                directory + path.substring(place.name().length())))
                .orElse(Optional.of(path));
    }

    private boolean holds(Views views, Seen seen, String onOtherSides) {
        return switch (operator) {
            case EQUALS -> text(seen).isPresent() && text(seen).equals(wanted(views, onOtherSides));
            case DIFFERS -> {
                Optional<String> wanted = wanted(views, onOtherSides);
                yield text(seen).isPresent()
                        && wanted.isPresent()
                        && !text(seen).equals(wanted);
            }
            case HAS, STATUS -> seen.text().filter(pattern()::matchesALineOf).isPresent();
            case LACKS ->
                seen.text().filter(text -> !pattern().matchesALineOf(text)).isPresent();
            case MISSING ->
                seen.errno()
                        .filter(List.of(Errno.ENOENT, Errno.ENOTDIR)::contains)
                        .isPresent();
            case REFUSES ->
                seen.errno().filter(errno -> errno.name().equals(value)).isPresent();
            case WRITABLE ->
                seen.text()
                        .or(() -> seen.errno().map(Errno::name))
                        .filter(value::equals)
                        .isPresent();
            case SHOWS -> shows(views, seen).orElse(false);
            case HIDES -> !shows(views, seen).orElse(true);
        };
    }

    private LinePattern pattern() {
        return LinePattern.of(value);
    }

    private static Optional<String> text(Seen seen) {
        return seen.text().map(String::strip);
    }

    private Optional<String> wanted(Views views, String path) {
        return switch (value) {
            case "host" -> text(views.see(Side.HOST, Views.Look.READ, path));
            case "inside" -> text(views.see(Side.INSIDE, Views.Look.READ, path));
            case "joined" -> text(views.see(Side.JOINED, Views.Look.READ, path));
            default -> Optional.of(value);
        };
    }

    /** Nothing where one of both could not be read: then nothing is known. */
    private Optional<Boolean> shows(Views views, Seen seen) {
        Optional<MountInfo> wanted = mounts(views.see(Side.HOST, Views.Look.READ, "/proc/thread-self/mountinfo"))
                .filter(mount -> mount.mountPoint().equals(value))
                // What was mounted last covers the others.
                .reduce((first, second) -> second);
        return wanted.filter(host -> seen.text().isPresent())
                .map(host -> mounts(seen).anyMatch(mount -> isSame(mount, host)));
    }

    private static boolean isSame(MountInfo mount, MountInfo host) {
        return mount.major() == host.major()
                && mount.minor() == host.minor()
                && mount.root().equals(host.root());
    }

    /** Only a line feed ends a line there: whoever names a mount point may use the others. */
    private static Stream<MountInfo> mounts(Seen seen) {
        List<String> lines = Stream.of(seen.text().orElse("").split("\n", -1))
                .filter(line -> !line.isEmpty())
                .toList();
        return MountInfo.parse(lines).stream();
    }

    private static String fact(Seen seen) {
        String text = seen.text()
                .map(String::strip)
                .or(() -> seen.errno().map(Errno::name))
                .orElse("");
        return text.contains("\n") ? text.lines().count() + " lines" : Printable.text(text, LONGEST_FACT);
    }

    /** As it stands in a session. */
    @Override
    public String toString() {
        return (side.word() + " " + path + " " + operator.word() + " " + value).strip();
    }
}
