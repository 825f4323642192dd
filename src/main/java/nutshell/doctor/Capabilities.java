package nutshell.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import nutshell.capabilities.Capability;
import nutshell.capabilities.CapabilitySets;
import nutshell.refusals.Refusal;

/** The capabilities of this process, out of those the kernel knows. See capabilities(7). */
final class Capabilities {

    private Capabilities() {}

    /** Returns what the kernel knows and the bounding set lacks, as CAP_NAME; nothing where the kernel does not say. */
    static List<String> missingFromBounding(Facts facts) {
        String last = facts.word("/proc/sys/kernel/cap_last_cap");
        Optional<CapabilitySets> sets = sets(facts);
        if (!last.matches("\\d{1,2}") || sets.isEmpty()) {
            return List.of();
        }
        long bounding = sets.get().bounding().bits();
        return IntStream.rangeClosed(0, Integer.parseInt(last))
                .filter(number -> (bounding >> number & 1) == 0)
                .mapToObj(number ->
                        Capability.numbered(number).map(Capability::name).orElse("capability " + number))
                .toList();
    }

    /** Takes a name as capsh(1) writes it: cap_sys_admin. */
    static boolean effective(Facts facts, String name) {
        return known(name)
                && sets(facts)
                        .map(sets -> sets.effective().contains(Capability.of(name)))
                        .orElse(false);
    }

    static boolean known(String name) {
        try {
            return name.startsWith("cap_") && Capability.of(name).number() >= 0;
        } catch (Refusal e) {
            return false;
        }
    }

    private static Optional<CapabilitySets> sets(Facts facts) {
        try {
            return facts.text("/proc/self/status")
                    .map(text -> CapabilitySets.parse(text.lines().toList()));
        } catch (Refusal e) {
            return Optional.empty();
        }
    }
}
