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

    /** All five without these. */
    public CapabilitySets without(CapabilitySet gone) {
        return new CapabilitySets(
                inheritable.minus(gone),
                permitted.minus(gone),
                effective.minus(gone),
                bounding.minus(gone),
                ambient.minus(gone));
    }

    /** With these inheritable and ambient: what a plain user's programs keep. */
    public CapabilitySets raising(CapabilitySet more) {
        return new CapabilitySets(inheritable.plus(more), permitted, effective, bounding, ambient.plus(more));
    }

    /** With these out of effect, and no set changed but the effective one. */
    public CapabilitySets lowering(CapabilitySet less) {
        return new CapabilitySets(inheritable, permitted, effective.minus(less), bounding, ambient);
    }

    /** What is left when a thread leaves user 0; with PR_SET_KEEPCAPS the permitted set stays (capabilities(7)). */
    public CapabilitySets leavingRoot(boolean keepsPermitted) {
        CapabilitySet kept = keepsPermitted ? permitted : CapabilitySet.EMPTY;
        return new CapabilitySets(inheritable, kept, CapabilitySet.EMPTY, bounding, CapabilitySet.EMPTY);
    }

    /** With everything that is permitted in effect. */
    public CapabilitySets inEffect() {
        return new CapabilitySets(inheritable, permitted, permitted, bounding, ambient);
    }

    /** Those in any of the five. */
    public CapabilitySet any() {
        return inheritable.plus(permitted).plus(effective).plus(bounding).plus(ambient);
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
