package nutshell.capabilities;

import java.util.List;
import nutshell.refusals.Refusal;

/** The five sets of one thread: what it holds, what it may take up, and what survives execve(2). */
public record CapabilitySets(
        CapabilitySet inheritable,
        CapabilitySet permitted,
        CapabilitySet effective,
        CapabilitySet bounding,
        CapabilitySet ambient) {

    /** Finds the five lines in {@code /proc/PID/status}, whose other lines do not matter. */
    public static CapabilitySets parse(List<String> statusLines) {
        return new CapabilitySets(
                find("CapInh:", statusLines),
                find("CapPrm:", statusLines),
                find("CapEff:", statusLines),
                find("CapBnd:", statusLines),
                find("CapAmb:", statusLines));
    }

    private static CapabilitySet find(String label, List<String> statusLines) {
        return statusLines.stream()
                .filter(line -> line.startsWith(label))
                .findFirst()
                .map(line -> CapabilitySet.parse(line.substring(label.length()).strip()))
                .orElseThrow(() -> Refusal.failed(
                        "no line '%s' among %d lines of a process's status: expected the text of /proc/PID/status"
                                .formatted(label, statusLines.size()),
                        "grep Cap /proc/self/status"));
    }
}
