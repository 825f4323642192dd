package nutshell.doctor;

import java.util.Optional;

/** Reads one field of /proc/self/status. See proc(5). */
final class Status {

    private Status() {}

    static Optional<String> field(Facts facts, String name) {
        return facts.text("/proc/self/status")
                .flatMap(status -> status.lines()
                        .filter(line -> line.startsWith(name + ":"))
                        .findFirst())
                .map(line -> line.substring(name.length() + 1).strip());
    }
}
