package nutshell.cgroups;

import java.nio.file.Path;

/** One file of a group, and the controller whose hierarchy the group lies in. */
public record CgroupFile(String controller, String file) {

    /** Takes a file by its name alone: each is called after its controller, in both versions. */
    static CgroupFile named(String file) {
        return new CgroupFile(file.substring(0, file.indexOf('.')), file);
    }

    /** Returns {@code pids/pids.current}, as the file would be called from {@code /sys/fs/cgroup} on v1. */
    public Path relative() {
        return Path.of(controller, file);
    }

    /** Returns where the file of a group such as {@code nutshell/c1} lies on this machine. */
    public Path in(String group, CgroupMounts mounts) {
        return mounts.hierarchy(controller).resolve(group).resolve(file);
    }

    Write write(String value) {
        return new Write(controller, file, value);
    }
}
