package nutshell.why;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import nutshell.capabilities.CapabilitySets;
import nutshell.mounts.MountInfo;
import nutshell.namespaces.IdMap;
import nutshell.namespaces.Namespace;

/** What the kernel says of a thread that was refused something: all that can be a reason. See proc(5). */
record Subject(
        int tid,
        Map<String, String> status,
        CapabilitySets capabilities,
        Map<Namespace, String> namespaces,
        IdMap users,
        IdMap groups,
        String label,
        List<MountInfo> mounts) {

    static Subject read(int tid) {
        Path proc = Path.of("/proc/" + tid);
        List<String> lines = lines(proc.resolve("status"));
        return new Subject(
                tid,
                fields(lines),
                CapabilitySets.parse(lines),
                namespaces(proc.resolve("ns")),
                IdMap.parse(lines(proc.resolve("uid_map"))),
                IdMap.parse(lines(proc.resolve("gid_map"))),
                String.join("", lines(proc.resolve("attr/current"))).replace("\0", ""),
                MountInfo.read(proc.resolve("mountinfo")));
    }

    static Map<String, String> fields(List<String> statusLines) {
        Map<String, String> fields = new HashMap<>();
        for (String line : statusLines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    private static Map<Namespace, String> namespaces(Path directory) {
        Map<Namespace, String> found = new EnumMap<>(Namespace.class);
        for (Namespace namespace : Namespace.values()) {
            link(directory.resolve(namespace.procName())).ifPresent(link -> found.put(namespace, link));
        }
        return found;
    }

    private static Optional<String> link(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            // Gone, or a kernel without it: no reason to be found there.
            return List.of();
        }
    }

    /** Real, effective, saved and file system id as the first user namespace counts, from "Uid" or "Gid". */
    long[] ids(String which) {
        return numbers(status.getOrDefault(which, "0 0 0 0"));
    }

    long[] supplementaryGroups() {
        return numbers(status.getOrDefault("Groups", ""));
    }

    private static long[] numbers(String text) {
        return Arrays.stream(text.split("\\s+", -1))
                .filter(word -> word.matches("[0-9]{1,10}"))
                .flatMapToLong(word -> LongStream.of(Long.parseLong(word)))
                .toArray();
    }

    long number(String field) {
        String text = status.getOrDefault(field, "");
        return text.matches("[0-9]{1,10}") ? Long.parseLong(text) : 0;
    }

    boolean isFiltered() {
        return number("Seccomp") == 2;
    }

    /** Whether a security module holds it to a profile. */
    boolean isConfined() {
        return !label.isBlank() && !label.startsWith("unconfined");
    }

    /** Where a path that begins at its root lies for us. */
    Path seenFromHere(String path) {
        return Path.of("/proc/" + tid + "/root" + (path.startsWith("/") ? path : "/" + path));
    }

    /** The program it runs, if that may be known. */
    Optional<Path> program() {
        return link(Path.of("/proc/" + tid + "/exe")).map(this::seenFromHere);
    }
}
