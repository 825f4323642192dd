package nutshell.capabilities;

import java.util.Arrays;
import java.util.List;
import nutshell.refusals.Refusal;

/**
 * Who a thread is and what it may do; see credentials(7). What a change of them leads to is told beforehand here, as the
 * kernel does it, for whoever makes the change only later.
 *
 * @param user the effective user id
 * @param group the effective group id
 * @param groups the supplementary groups
 */
public record Credentials(
        long user, long group, List<Long> groups, CapabilitySets capabilities, boolean noNewPrivileges) {

    public Credentials {
        groups = List.copyOf(groups);
    }

    /** User 0 with every capability of this set, and nothing inheritable or ambient. */
    public static Credentials ofRoot(CapabilitySet all) {
        return new Credentials(
                0, 0, List.of(), new CapabilitySets(CapabilitySet.EMPTY, all, all, all, CapabilitySet.EMPTY), false);
    }

    /** Reads them from {@code /proc/PID/status}, whose other lines do not matter. */
    public static Credentials parse(List<String> statusLines) {
        return new Credentials(
                effective("Uid:", statusLines),
                effective("Gid:", statusLines),
                numbers("Groups:", statusLines),
                CapabilitySets.parse(statusLines),
                numbers("NoNewPrivs:", statusLines).equals(List.of(1L)));
    }

    /** The second of real, effective, saved and file system id. */
    private static long effective(String label, List<String> statusLines) {
        List<Long> ids = numbers(label, statusLines);
        if (ids.size() < 2) {
            throw Refusal.failed(
                    "no ids in the line '%s' of a process's status: expected the text of /proc/PID/status"
                            .formatted(label),
                    "grep Uid /proc/self/status");
        }
        return ids.get(1);
    }

    private static List<Long> numbers(String label, List<String> statusLines) {
        return statusLines.stream()
                .filter(line -> line.startsWith(label))
                .flatMap(line -> Arrays.stream(line.substring(label.length()).split("\\s+", -1)))
                .filter(word -> word.matches("[0-9]{1,10}"))
                .map(Long::valueOf)
                .toList();
    }

    /** With its own ids as its user namespace counts them: whether they are 0 there is what matters. */
    public Credentials countedInside(long ownUser, long ownGroup) {
        return new Credentials(ownUser, ownGroup, groups, capabilities, noNewPrivileges);
    }

    public Credentials with(CapabilitySets sets) {
        return new Credentials(user, group, groups, sets, noNewPrivileges);
    }

    public Credentials promisingNoNewPrivileges() {
        return new Credentials(user, group, groups, capabilities, true);
    }

    public Credentials inGroup(long chosen, boolean keepsGroups) {
        return new Credentials(user, chosen, keepsGroups ? groups : List.of(), capabilities, noNewPrivileges);
    }

    /** After setresuid(2) with three equal ids, and what is kept in effect again. */
    public Credentials becoming(long chosen, boolean keepsCapabilities) {
        boolean leavesRoot = user == 0 && chosen != 0;
        CapabilitySets left = leavesRoot ? capabilities.leavingRoot(keepsCapabilities) : capabilities;
        boolean inEffect = keepsCapabilities || (user != 0 && chosen == 0);
        return new Credentials(chosen, group, groups, inEffect ? left.inEffect() : left, noNewPrivileges);
    }
}
