package nutshell.why;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import jnr.constants.platform.Errno;
import nutshell.capabilities.CapabilitySet;
import nutshell.namespaces.IdMap;

/** An id that has no map in this user namespace cannot be written into anything; see user_namespaces(7). */
final class UnmappedIdSuspect implements Suspect {

    private static final long KEEP = 0xffff_ffffL;

    /** Which arguments are ids: first the users, then the groups. */
    private static final Map<String, List<List<Integer>>> IDS = Map.ofEntries(
            Map.entry("chown", List.of(List.of(1), List.of(2))),
            Map.entry("lchown", List.of(List.of(1), List.of(2))),
            Map.entry("fchown", List.of(List.of(1), List.of(2))),
            Map.entry("fchownat", List.of(List.of(2), List.of(3))),
            Map.entry("setuid", List.of(List.of(0), List.of())),
            Map.entry("setreuid", List.of(List.of(0, 1), List.of())),
            Map.entry("setresuid", List.of(List.of(0, 1, 2), List.of())),
            Map.entry("setgid", List.of(List.of(), List.of(0))),
            Map.entry("setregid", List.of(List.of(), List.of(0, 1))),
            Map.entry("setresgid", List.of(List.of(), List.of(0, 1, 2))));

    @Override
    public Optional<Cause> examine(Investigation.Case one) {
        List<List<Integer>> ids = IDS.get(one.call().name());
        if (ids == null || one.call().errno() != Errno.EINVAL) {
            return Optional.empty();
        }
        return without(one, "user", ids.get(0), one.subject().users())
                .or(() -> without(one, "group", ids.get(1), one.subject().groups()));
    }

    private static Optional<Cause> without(Investigation.Case one, String kind, List<Integer> at, IdMap map) {
        return at.stream()
                .map(index -> one.call().argument(index) & KEEP)
                .filter(id -> id != KEEP && isRefused(one, kind, id) && !isRefused(one, kind, mapped(map)))
                .findFirst()
                .map(id -> new Cause(
                        "id without a map",
                        "%s %d has no map in this user namespace (%s)"
                                .formatted(kind, id, map.text().strip().replace("\n", ", ")),
                        "becoming it is EINVAL as well, and becoming one that has a map is not",
                        "clone user --map subids maps more; explain user"));
    }

    private static long mapped(IdMap map) {
        return map.ranges().isEmpty() ? 0 : map.ranges().get(0).inside();
    }

    /** To become somebody is refused with the same errno, before any privilege is asked for. */
    private static boolean isRefused(Investigation.Case one, String kind, long id) {
        String call = kind.equals("user") ? "setresuid" : "setresgid";
        return one.replica()
                        .attempt(Probe.of(call, id, id, id), CapabilitySet.EMPTY)
                        .orElse(0)
                == Errno.EINVAL.intValue();
    }
}
