package nutshell.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jnr.constants.platform.Errno;
import nutshell.cgroups.CgroupFile;
import nutshell.cgroups.CgroupKey;
import nutshell.cgroups.CgroupMounts;
import nutshell.cgroups.CgroupSetting;
import nutshell.cgroups.Write;
import nutshell.kernel.Kernel;
import nutshell.kernel.OpenMode;
import nutshell.kernel.SyscallFailed;

/** One container's control group: a directory in v2's one tree, or one in each v1 hierarchy that it uses. */
public final class ControlGroup {

    /** Under this all of ours lie, so that what was left behind can be recognised. */
    static final Path ALL_OURS = Path.of("nutshell");

    private final Host host;
    private final Ledger ledger;
    private final CgroupMounts mounts;
    private final Path path;
    private final Set<Path> directories = new LinkedHashSet<>();
    private final List<Integer> joining = new ArrayList<>();
    private final Map<String, String> settings = new LinkedHashMap<>();

    ControlGroup(Host host, Ledger ledger, CgroupMounts mounts, String session, String name) {
        this.host = host;
        this.ledger = ledger;
        this.mounts = mounts;
        this.path = ALL_OURS.resolve(session).resolve(name);
        // On v1 any hierarchy will do to know the container's processes by; the one that counts them suits best.
        makeIn(
                mounts.version().usesV1() && !mounts.controllers().containsKey("pids")
                        ? mounts.controllers().keySet().iterator().next()
                        : "pids");
    }

    /** The group's path below each hierarchy's mount point. */
    public Path path() {
        return path;
    }

    public Set<Path> directories() {
        return Set.copyOf(directories);
    }

    /** Writes a setting; the controller is enabled or its hierarchy entered first, where that is needed. */
    void set(String key, String value) {
        CgroupSetting setting = CgroupKey.resolve(key, value, mounts, settings);
        Path directory = makeIn(setting.controller());
        host.run(kernel -> {
            if (!mounts.version().usesV1()) {
                setting.controllersToEnable().forEach(controller -> enable(kernel, controller));
            }
            for (Write write : setting.writes()) {
                kernel.writeFile(directory.resolve(write.file()).toString(), write.value());
            }
        });
        settings.put(key, value);
    }

    private Path makeIn(String controller) {
        Path top = mounts.hierarchy(controller);
        Path directory = top.resolve(path);
        if (directories.add(directory)) {
            ledger.willMake(Ledger.Kind.CGROUP, directory.toString());
            try {
                host.run(kernel -> make(kernel, top, controller, directory));
            } catch (SyscallFailed e) {
                // What there is of it stands in the ledger; next time it is made again.
                directories.remove(directory);
                throw e;
            }
        }
        return directory;
    }

    private void make(Kernel kernel, Path top, String controller, Path directory) {
        while (!levelsMade(kernel, top, controller)) {
            // A session that ended in this instant took our common directory with it: once more.
        }
        joining.add(kernel.open(directory.resolve(joiningFile()).toString(), OpenMode.WRITE));
    }

    /**
     * Both files take a process with one thread. For tasks, which only v1 has, the kernel need not hold up every fork on
     * the machine meanwhile, which took 10 ms at times (cgroup_procs_write_start in kernel/cgroup/cgroup.c).
     */
    private String joiningFile() {
        return mounts.version().usesV1() ? "tasks" : "cgroup.procs";
    }

    /** Returns false if a level was taken away while the next was being made. */
    private boolean levelsMade(Kernel kernel, Path top, String controller) {
        Path level = top;
        for (Path part : path) {
            Path next = level.resolve(part);
            if (!levelMade(kernel, next)) {
                return false;
            }
            if (mounts.version().usesV1() && controller.equals("cpuset")) {
                copyCpuset(kernel, level, next);
            }
            level = next;
        }
        return true;
    }

    private static boolean levelMade(Kernel kernel, Path level) {
        if (Files.isDirectory(level)) {
            return true;
        }
        try {
            kernel.mkdir(level.toString(), 0755);
            return true;
        } catch (SyscallFailed e) {
            // Another session made the common directory in this instant, or took it away: then all levels anew.
            boolean takenAway = e.errno() == Errno.ENOENT && !level.endsWith(ALL_OURS);
            if (!takenAway && e.errno() != Errno.EEXIST) {
                throw e;
            }
            return !takenAway;
        }
    }

    private static void copyCpuset(Kernel kernel, Path from, Path to) {
        for (String file : CgroupSetting.PARENT_CPUSET_FILES) {
            if (read(to.resolve(file)).orElse("").isBlank()) {
                kernel.writeFile(
                        to.resolve(file).toString(),
                        read(from.resolve(file)).orElse("0").strip());
            }
        }
    }

    /** v2: a controller is there for a group when every group above it has it in cgroup.subtree_control. */
    private void enable(Kernel kernel, String controller) {
        Path level = mounts.hierarchy(controller);
        for (Path part : path) {
            Path control = level.resolve("cgroup.subtree_control");
            boolean enabled = read(control)
                    .map(text -> List.of(text.strip().split(" ", -1)).contains(controller))
                    .orElse(false);
            if (!enabled) {
                if (level.equals(mounts.hierarchy(controller))) {
                    ledger.willMake(Ledger.Kind.CONTROLLERS, controller + " " + control);
                }
                kernel.writeFile(control.toString(), "+" + controller);
            }
            level = level.resolve(part);
        }
    }

    /** Descriptors through which a new process joins, on whatever root its thread stands. */
    List<Integer> joining() {
        return List.copyOf(joining);
    }

    /** Reads what a v2 file name stands for on this machine; empty where there is no such file. */
    public Optional<String> reading(String v2Name) {
        return CgroupKey.fileFor(v2Name, mounts)
                .map(this::at)
                .filter(file -> directories.contains(file.getParent()))
                .flatMap(ControlGroup::read);
    }

    /** The settings made so far, by v2's names. */
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    private Path at(CgroupFile file) {
        return file.in(path.toString(), mounts);
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Ends every process in it and removes it. */
    void remove() {
        host.run(kernel -> {
            AllInTurn ends = new AllInTurn();
            joining.forEach(joins -> ends.attempt(() -> kernel.close(joins)));
            joining.clear();
            directories.forEach(directory -> ends.attempt(() -> CgroupRemoval.remove(kernel, directory)));
            directories.clear();
            ends.tell();
        });
    }
}
