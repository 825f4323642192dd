package nutshell.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nutshell.refusals.Printable;

/** A container's processes as the host sees them: nothing hides them from there. */
public final class Processes {

    private Processes() {}

    /**
     * One process.
     *
     * @param innermost its number in the innermost PID namespace it is in (NSpid of proc(5))
     * @param uid its real user id, as the host counts
     */
    public record Row(int pid, int parent, int innermost, int uid, String command) {
        static Optional<Row> parse(List<String> statusLines) {
            Map<String, String> fields = new HashMap<>();
            for (String line : statusLines) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    fields.put(
                            line.substring(0, colon), line.substring(colon + 1).strip());
                }
            }
            String[] numbers = fields.getOrDefault("NSpid", "").split("\\s+", -1);
            try {
                return Optional.of(new Row(
                        Integer.parseInt(fields.getOrDefault("Pid", "")),
                        Integer.parseInt(fields.getOrDefault("PPid", "")),
                        Integer.parseInt(numbers[numbers.length - 1]),
                        Integer.parseInt(fields.getOrDefault("Uid", "").split("\\s+", -1)[0]),
                        Printable.text(fields.getOrDefault("Name", "?"))));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
    }

    /** The children started from the container and all their descendants. */
    public static List<Row> of(Container container) {
        return from(container.children().stream().map(Child::pid).toList());
    }

    /** These processes and all their descendants. */
    public static List<Row> from(Collection<Integer> pids) {
        Map<Integer, Row> all = new HashMap<>();
        directories("/proc").forEach(pid -> status(pid).ifPresent(row -> all.put(row.pid(), row)));
        Set<Integer> known = new HashSet<>(pids);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Row row : all.values()) {
                grown |= known.contains(row.parent()) && known.add(row.pid());
            }
        }
        return all.values().stream()
                .filter(row -> known.contains(row.pid()))
                .sorted(java.util.Comparator.comparingInt(Row::pid))
                .toList();
    }

    private static Optional<Row> status(String pid) {
        try {
            return Row.parse(Files.readAllLines(Path.of("/proc", pid, "status")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What the container's own /proc lists: the list of a program inside, read from its root. */
    public static String visibleInside(Container container) {
        List<String> seen = container.look(kernel -> numbers(kernel.sight().list("/proc")));
        if (seen.isEmpty()) {
            return "nothing: no proc is mounted there, no process lives in it, or it may not be read";
        }
        return seen.size() > 8 ? seen.size() + " processes: the host's" : String.join(" ", seen);
    }

    private static List<String> numbers(List<String> names) {
        return names.stream()
                .filter(name -> name.matches("[0-9]{1,9}"))
                .sorted(java.util.Comparator.comparingInt(Integer::parseInt))
                .toList();
    }

    private static List<String> directories(String proc) {
        try (Stream<Path> entries = Files.list(Path.of(proc))) {
            return numbers(entries.map(path -> path.getFileName().toString()).toList());
        } catch (IOException e) {
            return List.of();
        }
    }
}
