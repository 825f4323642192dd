package nutshell.container;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nutshell.kernel.Kernel;
import nutshell.kernel.SyscallFailed;
import nutshell.mounts.MountInfo;

/** Removes what one session's ledger names, latest first; what is gone already is no error. */
final class Removal {

    private final Kernel kernel;
    private final String session;
    private final List<String> removed = new ArrayList<>();

    Removal(Kernel kernel, String session) {
        this.kernel = kernel;
        this.session = session;
    }

    /** Returns what was removed, a line each. */
    List<String> ofAll(Ledger ledger) {
        AllInTurn ends = new AllInTurn();
        new MarkedProcesses(kernel, session).kill().forEach(pid -> removed.add("process " + pid));
        List<Ledger.Entry> entries = latestFirst(ledger);
        ends.attempt(() -> ofHostChanges(ledger));
        entries.forEach(entry -> ends.attempt(() -> remove(ledger, entry)));
        entries.stream()
                .filter(entry -> entry.kind() == Ledger.Kind.CGROUP)
                .flatMap(entry -> levelOfSession(Path.of(entry.what())).stream())
                .distinct()
                .forEach(level -> ends.attempt(() -> otherGroups(level)));
        entries.stream()
                .filter(entry -> entry.kind() == Ledger.Kind.CONTROLLERS)
                .forEach(entry -> controllers(entry.what()));
        ends.tell();
        return List.copyOf(new LinkedHashSet<>(removed));
    }

    private static List<Ledger.Entry> latestFirst(Ledger ledger) {
        List<Ledger.Entry> entries = new ArrayList<>(ledger.entries());
        Collections.reverse(entries);
        return entries;
    }

    private void remove(Ledger ledger, Ledger.Entry entry) {
        switch (entry.kind()) {
            case CGROUP -> cgroup(Path.of(entry.what()));
            case TREE -> tree(Path.of(entry.what()));
            case STAGE -> stage(ledger, Path.of(entry.what()));
            case HIERARCHY -> hierarchy(ledger, entry.what());
            case PROFILE -> profile(entry.what());
            case MEMFD -> executableMemory(entry.what());
            case LINK, LINK_UP, ROUTE, NAT -> network(ledger, entry);
            default -> {
                // Host changes are taken back already; controllers go after the groups that use them.
            }
        }
    }

    /** Takes back what words changed on the host itself, latest first. */
    void ofHostChanges(Ledger ledger) {
        AllInTurn ends = new AllInTurn();
        latestFirst(ledger).forEach(entry -> ends.attempt(() -> takeBack(entry)));
        ends.tell();
    }

    private void takeBack(Ledger.Entry entry) {
        if (entry.kind() == Ledger.Kind.MOUNT && HostChanges.unmount(kernel, entry.what()) > 0) {
            removed.add("mount " + entry.what());
        }
        if (entry.kind() == Ledger.Kind.SETTING && HostSetting.restore(kernel, entry.what(), session)) {
            removed.add("setting " + entry.what());
        }
        if (entry.kind() == Ledger.Kind.HOSTNAME && HostChanges.rename(kernel, entry.what())) {
            removed.add("host name " + entry.what());
        }
    }

    private void cgroup(Path directory) {
        if (levelOfSession(directory).isPresent() && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            CgroupRemoval.remove(kernel, directory);
            removed.add("cgroup " + directory);
        }
    }

    /** What was made beside those that the ledger names, by a program in them say, goes too, and then our common directory. */
    private void otherGroups(Path level) {
        if (Files.isDirectory(level, LinkOption.NOFOLLOW_LINKS)) {
            CgroupRemoval.remove(kernel, level);
        }
        CgroupRemoval.removeEmptyParents(kernel, level.getParent());
    }

    /**
     * The session's own level in the hierarchy of a group. Only what lies below a directory of our name has one: a ledger that
     * someone has tampered with must not widen this.
     */
    private Optional<Path> levelOfSession(Path directory) {
        Path ours = ControlGroup.ALL_OURS.resolve(session);
        Path level = directory;
        while (level != null && !level.endsWith(ours)) {
            level = level.getParent();
        }
        boolean below = directory.startsWith("/sys/fs/cgroup") || directory.startsWith("/run");
        boolean plain = directory.equals(directory.normalize()) && !directory.equals(level);
        return below && plain ? Optional.ofNullable(level) : Optional.empty();
    }

    private void network(Ledger ledger, Ledger.Entry entry) {
        if (new NetworkRemoval(kernel, ledger).takeBack(entry)) {
            String kind = entry.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            removed.add(kind + " " + entry.what());
        }
    }

    private void tree(Path tree) {
        boolean ours = tree.endsWith(Path.of("nutshell", "sessions", session))
                || tree.endsWith(Path.of("nutshell", session, "layers"));
        if (ours && Files.exists(tree)) {
            unmountBelow(tree);
            Trees.delete(tree);
            removed.add("directory " + tree);
            Path sessions = tree.getParent();
            if (sessions != null && sessions.endsWith("sessions")) {
                // Goes with its last session; with others left in it, it stays.
                sessions.toFile().delete();
            }
        }
    }

    /** What was prepared for escapes, in the session's directory and nowhere else. */
    private void stage(Ledger ledger, Path stage) {
        if (ledger.directory().equals(stage.getParent()) && Files.exists(stage)) {
            unmountBelow(stage);
            Trees.delete(stage);
            removed.add("directory " + stage);
        }
    }

    private void profile(String name) {
        if (name.equals(HostProfile.name(session)) && HostProfile.isThere(name)) {
            HostProfile.remove(kernel, name);
            removed.add("profile " + name);
        }
    }

    private void executableMemory(String words) {
        try {
            if (ExecutableMemory.restore(kernel, words)) {
                removed.add("vm.memfd_noexec=2 of " + words.substring(0, words.indexOf(' ')));
            }
        } catch (SyscallFailed e) {
            // The last process there has ended in this instant, and the namespace with it.
        }
    }

    private void hierarchy(Ledger ledger, String name) {
        if (name.equals(HostHierarchy.name(session)) && HostHierarchy.isThere(name)) {
            HostHierarchy.remove(kernel, name, ledger.directory());
            removed.add("cgroup hierarchy " + name);
        }
    }

    private void unmountBelow(Path place) {
        List<MountInfo> mounts = new ArrayList<>(MountInfo.read(Path.of("/proc/self/mountinfo")));
        Collections.reverse(mounts);
        for (MountInfo mount : mounts) {
            if (Path.of(mount.mountPoint()).startsWith(place)
                    && place.toString().contains("nutshell")) {
                kernel.umount(mount.mountPoint(), Kernel.DETACH | Kernel.NOFOLLOW);
                removed.add("mount " + mount.mountPoint());
            }
        }
    }

    /** Takes a controller back from the machine's top group, unless another session still has groups. */
    private void controllers(String what) {
        int space = what.indexOf(' ');
        Path control = Path.of(what.substring(space + 1));
        Path top = control.getParent();
        if (space < 0
                || top == null
                || !control.endsWith("cgroup.subtree_control")
                || Files.isDirectory(top.resolve(ControlGroup.ALL_OURS))) {
            return;
        }
        try {
            kernel.writeFile(control.toString(), "-" + what.substring(0, space));
            removed.add("controller " + what);
        } catch (SyscallFailed e) {
            // Someone else's groups use it by now.
        }
    }
}
