package nutshell.container;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nutshell.cgroups.CgroupKey;
import nutshell.cgroups.CgroupMounts;
import nutshell.cgroups.CgroupSetting;
import nutshell.cgroups.Write;

/** The control group of a script, outside: made before, joined by the process itself, removed after. */
record ScriptCgroup(String name, Map<String, String> limits) {

    List<String> before() {
        CgroupMounts mounts = CgroupMounts.ofThisMachine();
        List<String> lines =
                new ArrayList<>(List.of("", "# A control group of its own: what it may use, not what it may see."));
        lines.add("group=nutshell-" + name + "-$$");
        List<String> made = new ArrayList<>();
        Map<String, String> earlier = new LinkedHashMap<>();
        limits.forEach((key, value) -> {
            CgroupSetting setting = CgroupKey.resolve(key, value, mounts, earlier);
            earlier.put(key, value);
            String top = mounts.hierarchy(setting.controller()).toString();
            if (!made.contains(top)) {
                made.add(top);
                lines.add("mkdir " + top + "/$group");
            }
            if (!mounts.version().usesV1()) {
                setting.controllersToEnable()
                        .forEach(controller ->
                                lines.add("grep -qw " + controller + " " + top + "/cgroup.subtree_control || echo +"
                                        + controller + " > " + top + "/cgroup.subtree_control"));
            } else if (setting.needsParentCpuset()) {
                CgroupSetting.PARENT_CPUSET_FILES.forEach(
                        file -> lines.add("cat " + top + "/" + file + " > " + top + "/$group/" + file));
            }
            for (Write write : setting.writes()) {
                lines.add("echo " + write.value() + " > " + top + "/$group/" + write.file());
            }
        });
        if (made.isEmpty()) {
            made.add(mounts.hierarchy("pids").toString());
            lines.add("mkdir " + made.get(0) + "/$group");
        }
        lines.add("joins=("
                + String.join(
                        " ",
                        made.stream().map(top -> top + "/$group/cgroup.procs").toList()) + ")");
        return lines;
    }

    List<String> after() {
        return List.of(
                "",
                "for procs in \"${joins[@]}\"; do",
                "  until rmdir \"$(dirname \"$procs\")\" 2> /dev/null; do sleep 0.1; done",
                "done");
    }
}
