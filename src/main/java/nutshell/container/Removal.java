package nutshell.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import nutshell.kernel.Kernel;
import nutshell.kernel.Signal;
import nutshell.kernel.SyscallFailed;
import nutshell.mounts.MountInfo;

/** Removes what one session's ledger names, latest first; what is gone already is no error. */
final class Removal {

    private static final int MOST_ROUNDS = 5;
    private static final long PAUSE_NANOS = 2_000_000;

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
        killMarked();
        List<Ledger.Entry> entries = new ArrayList<>(ledger.entries());
        Collections.reverse(entries);
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
        return List.copyOf(new java.util.LinkedHashSet<>(removed));
    }

    private void remove(Ledger ledger, Ledger.Entry entry) {
        switch (entry.kind()) {
            case CGROUP -> cgroup(Path.of(entry.what()));
            case TREE -> tree(Path.of(entry.what()));
            case STAGE -> stage(ledger, Path.of(entry.what()));
            case HIERARCHY -> hierarchy(entry.what());
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
        List<Ledger.Entry> entries = new ArrayList<>(ledger.entries());
        Collections.reverse(entries);
        entries.forEach(entry -> ends.attempt(() -> takeBack(entry)));
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

    /**
     * Kills processes that carry this session's mark in their environment: its random name is nobody else's. Looks again
     * while there are some, or one was in the middle of an execve(2) and had no environment to be seen.
     */
    private void killMarked() {
        int rounds = 0;
        while (killMarkedOnce() && rounds < MOST_ROUNDS) {
            rounds++;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Returns whether another look is needed. */
    private boolean killMarkedOnce() {
        String mark = "\0" + Launch.MARK + "=" + session + "/";
        boolean again = false;
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path path : processes.filter(Removal::isProcess).toList()) {
                String environment = environment(path);
                if (environment.contains(mark)) {
                    kill(Integer.parseInt(path.getFileName().toString()));
                    removed.add("process " + path.getFileName());
                    again = true;
                } else if (environment.length() == 1) {
                    again |= isProgram(path);
                }
            }
        } catch (IOException e) {
            // No /proc, no way to see them.
        }
        return again;
    }

    private static boolean isProcess(Path path) {
        return path.getFileName().toString().matches("[0-9]+");
    }

    /** A kernel thread has no environment either, but no program. */
    private static boolean isProgram(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("exe")).isAbsolute();
        } catch (IOException e) {
            return false;
        }
    }

    private static String environment(Path process) {
        try {
            return "\0" + Files.readString(process.resolve("environ"), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private void kill(int pid) {
        try {
            kernel.processes().kill(pid, Signal.SIGKILL);
        } catch (SyscallFailed e) {
            // It has ended meanwhile.
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

    private void hierarchy(String name) {
        if (name.equals(HostHierarchy.name(session)) && HostHierarchy.isThere(name)) {
            HostHierarchy.remove(kernel, name);
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
