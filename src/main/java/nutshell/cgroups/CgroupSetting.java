package nutshell.cgroups;

import java.util.List;

/**
 * What a person asked for, and what is written for it, in this order.
 *
 * <p>{@code controller} is the one that must be there: mounted on v1, enabled in the parent on v2; {@code cgroup} stands
 * for the core, which always is. {@code needsParentCpuset} tells that the new group's {@link #PARENT_CPUSET_FILES} must
 * first be copied from its parent's: v1 leaves them empty, and lets no process join before they are filled (ENOSPC).
 */
public record CgroupSetting(
        String key, String value, String controller, List<Write> writes, boolean needsParentCpuset) {

    public static final List<String> PARENT_CPUSET_FILES = List.of("cpuset.cpus", "cpuset.mems");

    public CgroupSetting {
        writes = List.copyOf(writes);
    }

    /** Returns what the parent's {@code cgroup.subtree_control} must name on v2. */
    public List<String> controllersToEnable() {
        return controller.equals(CgroupKey.CORE) ? List.of() : List.of(controller);
    }
}
