package nutshell.evidence.proc;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.capabilities.CapabilitySets;
import nutshell.refusals.Refusal;

/**
 * What {@code /proc/PID/status} says that matters to a container.
 *
 * @param name the first fifteen bytes of the program's name, as the kernel escapes them
 * @param numbers its number in each PID namespace it is in, the reader's first (NSpid)
 * @param filters how many seccomp filters lie on it; empty on kernels before 5.9, which do not say
 */
public record Status(
        String name,
        List<Integer> numbers,
        Ids users,
        Ids groups,
        List<Long> supplementary,
        CapabilitySets capabilities,
        Optional<Boolean> noNewPrivileges,
        Seccomp seccomp,
        Optional<Integer> filters) {

    public Status {
        numbers = List.copyOf(numbers);
        supplementary = List.copyOf(supplementary);
    }

    /** The four ids of one kind, as the reader's user namespace counts them. */
    public record Ids(long real, long effective, long saved, long fileSystem) {}

    /** How system calls are judged; see seccomp(2). */
    public enum Seccomp {
        DISABLED("no filter"),
        STRICT("strict: read, write, exit and sigreturn alone"),
        FILTER("filtered"),
        UNKNOWN("not told by this kernel");

        private final String says;

        Seccomp(String says) {
            this.says = says;
        }

        public String says() {
            return says;
        }

        private static Seccomp of(Optional<String> mode) {
            return switch (mode.orElse("")) {
                case "0" -> DISABLED;
                case "1" -> STRICT;
                case "2" -> FILTER;
                default -> UNKNOWN;
            };
        }
    }

    public static Status parse(List<String> lines) {
        Map<String, String> fields = fields(lines);
        return new Status(
                field(fields, "Name"),
                numbers(fields.getOrDefault("NSpid", field(fields, "Pid"))).stream()
                        .map(Long::intValue)
                        .toList(),
                ids(fields, "Uid"),
                ids(fields, "Gid"),
                numbers(fields.getOrDefault("Groups", "")),
                CapabilitySets.parse(lines),
                Optional.ofNullable(fields.get("NoNewPrivs")).map("1"::equals),
                Seccomp.of(Optional.ofNullable(fields.get("Seccomp"))),
                numbers(fields.getOrDefault("Seccomp_filters", "")).stream()
                        .findFirst()
                        .map(Long::intValue));
    }

    private static Map<String, String> fields(List<String> lines) {
        Map<String, String> fields = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.putIfAbsent(
                        line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    private static Ids ids(Map<String, String> fields, String label) {
        List<Long> four = numbers(field(fields, label));
        if (four.size() != 4) {
            throw missing(label);
        }
        return new Ids(four.get(0), four.get(1), four.get(2), four.get(3));
    }

    private static List<Long> numbers(String text) {
        return Arrays.stream(text.split("\\s+", -1))
                .filter(word -> word.matches("[0-9]{1,10}"))
                .map(Long::valueOf)
                .toList();
    }

    private static String field(Map<String, String> fields, String label) {
        return Optional.ofNullable(fields.get(label)).orElseThrow(() -> missing(label));
    }

    private static Refusal missing(String label) {
        return Refusal.failed(
                "no usable line '%s:' in a process's status: expected the text of /proc/PID/status".formatted(label),
                "cat /proc/self/status");
    }
}
