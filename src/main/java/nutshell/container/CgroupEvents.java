package nutshell.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.cgroups.FlatKeyed;

/** How often a control group's limits have bitten so far. */
record CgroupEvents(long oomKills, long forksRefused, Map<String, String> limits) {

    static CgroupEvents of(Optional<ControlGroup> group) {
        return group.map(g -> new CgroupEvents(
                        count(g, "memory.events", "oom_kill"), count(g, "pids.events", "max"), g.settings()))
                .orElse(new CgroupEvents(0, 0, Map.of()));
    }

    private static long count(ControlGroup group, String file, String key) {
        return group.reading(file)
                .map(text -> FlatKeyed.parse(text.lines().toList()).getOrDefault(key, 0L))
                .orElse(0L);
    }

    /** What has happened since then, in a sentence each. */
    List<String> since(CgroupEvents before) {
        List<String> news = new ArrayList<>();
        long killed = oomKills - before.oomKills;
        if (killed > 0) {
            news.add("memory.max (%s) was reached: the kernel killed %d process%s with SIGKILL (oom_kill %d → %d)"
                    .formatted(limit("memory.max"), killed, killed == 1 ? "" : "es", before.oomKills, oomKills));
        }
        long refused = forksRefused - before.forksRefused;
        if (refused > 0) {
            news.add("pids.max (%s) was reached: fork was refused with EAGAIN (pids.events max %d → %d)"
                    .formatted(limit("pids.max"), before.forksRefused, forksRefused));
        }
        return news;
    }

    private String limit(String key) {
        return limits.getOrDefault(key, "of a group above this one");
    }
}
