package nutshell.cgroups;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nutshell.refusals.Refusal;

/** One line of {@code /proc/PID/cgroup}: in which group of one hierarchy a process is, see cgroups(7). */
public record CgroupMembership(int hierarchy, List<String> controllers, String path) {

    private static final Pattern LINE = Pattern.compile("([0-9]{1,9}):([^:]*):(/.*)", Pattern.DOTALL);

    public CgroupMembership {
        controllers = List.copyOf(controllers);
    }

    /** Parses every line, or refuses the first one that is not of this form by its number. */
    public static List<CgroupMembership> parse(List<String> lines) {
        List<CgroupMembership> memberships = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            Matcher line = LINE.matcher(lines.get(i));
            if (!line.matches()) {
                throw Refusal.failed(
                        "line %d of a process's cgroup file is no membership: expected '4:memory:/' or '0::/'"
                                .formatted(i + 1),
                        "cat /proc/self/cgroup, and give all of it, unchanged");
            }
            String names = line.group(2);
            memberships.add(new CgroupMembership(
                    Integer.parseInt(line.group(1)),
                    names.isEmpty() ? List.of() : List.of(names.split(",", -1)),
                    line.group(3)));
        }
        return List.copyOf(memberships);
    }

    /** Whether this is the one tree of cgroup v2, whose line reads {@code 0::/path}. */
    public boolean isUnified() {
        return hierarchy == 0 && controllers.isEmpty();
    }
}
