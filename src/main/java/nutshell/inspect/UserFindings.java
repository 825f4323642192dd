package nutshell.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import nutshell.evidence.proc.Status;
import nutshell.namespaces.IdMap;

/** Whose root it is: what its ids are outside. See user_namespaces(7). */
final class UserFindings {

    private UserFindings() {}

    static List<Finding> of(Inspected inspected) {
        List<Finding> findings = new ArrayList<>();
        inspected.process().userIds().unseen().ifPresent(why -> findings.add(Finding.unread(Topic.USER, "root", why)));
        inspected.process().userIds().fact().ifPresent(map -> {
            findings.add(root(map));
            findings.add(runsAs(inspected.process().status(), map));
        });
        inspected
                .process()
                .groupIds()
                .fact()
                .ifPresent(map -> findings.add(groups(inspected.process().status(), map)));
        return findings;
    }

    private static Finding root(IdMap map) {
        OptionalLong outside = map.outside(0);
        if (outside.isEmpty()) {
            return new Finding(
                    Topic.USER,
                    "root",
                    "root inside is nobody outside",
                    "uid 0 has no map, so no one is it",
                    Weight.WALL);
        }
        String fact = "root inside is uid %d outside".formatted(outside.getAsLong());
        if (outside.getAsLong() != 0) {
            return new Finding(
                    Topic.USER,
                    "root",
                    fact,
                    "whoever breaks out is an ordinary user there; " + ranges(map),
                    Weight.WALL);
        }
        String means = map.isIdentity()
                ? "a hole anywhere below, and it is the host's root"
                : "a user namespace that maps root to root keeps nobody from root's files";
        return new Finding(Topic.USER, "root", fact, means, Weight.WEAK);
    }

    private static String ranges(IdMap map) {
        return map.ranges().stream()
                .limit(4)
                .map(range -> range.count() == 1
                        ? "%d is %d".formatted(range.inside(), range.outside())
                        : "%d to %d are %d on"
                                .formatted(range.inside(), range.inside() + range.count() - 1, range.outside()))
                .collect(Collectors.joining(", ", "inside ", ""));
    }

    private static Finding runsAs(Status status, IdMap map) {
        Status.Ids users = status.users();
        boolean one = users.real() == users.effective() && users.saved() == users.effective();
        String fact = "uid " + both(map, users.effective())
                + (one ? "" : ", real %d, saved %d".formatted(users.real(), users.saved()));
        boolean root = inside(map, users.effective()).orElse(-1) == 0;
        String means = root
                ? "owns root's files, and does what its capabilities allow"
                : "not root: does what file permissions give this user";
        return new Finding(Topic.USER, "runs as", fact, means, root ? Weight.PLAIN : Weight.WALL);
    }

    private static Finding groups(Status status, IdMap map) {
        String others = status.supplementary().stream()
                .filter(group -> group != status.groups().effective())
                .map(group -> both(map, group))
                .collect(Collectors.joining(" "));
        return new Finding(
                Topic.USER,
                "groups",
                "gid " + both(map, status.groups().effective()) + (others.isEmpty() ? "" : ", also " + others),
                "files of these groups open as their group permissions say",
                Weight.DETAIL);
    }

    /** An id inside, with what it is outside where that differs. */
    private static String both(IdMap map, long outside) {
        OptionalLong inside = inside(map, outside);
        if (inside.isEmpty()) {
            return outside + " outside (nobody inside)";
        }
        return inside.getAsLong() == outside
                ? Long.toString(outside)
                : inside.getAsLong() + " (" + outside + " outside)";
    }

    private static OptionalLong inside(IdMap map, long outside) {
        return map.ranges().stream()
                .filter(range -> outside >= range.outside() && outside - range.outside() < range.count())
                .mapToLong(range -> range.inside() + (outside - range.outside()))
                .findFirst();
    }
}
