package nutshell.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nutshell.kernel.Kernel;
import nutshell.namespaces.IdMap;
import nutshell.namespaces.SubordinateIds;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Who is root in a new user namespace, and how the maps are written that say so; see user_namespaces(7). */
record IdMapping(Way way, IdMap users, IdMap groups) {

    private static final Path SUBUID = Path.of("/etc/subuid");
    private static final Path SUBGID = Path.of("/etc/subgid");

    /** How the kernel is told. */
    enum Way {
        /** One id, one's own: nobody need be asked, but setgroups(2) must be given up first. */
        ALONE,
        /** As root, whatever ids. */
        PRIVILEGED,
        /** Through newuidmap(1), a setuid program that looks into /etc/subuid. */
        BY_HELPERS
    }

    /** Decided before anything is done: root is mapped away unless asked otherwise, and others to themselves. */
    static IdMapping decide(CloneUser.Map wanted, Kernel here) {
        long uid = here.uid();
        long gid = here.gid();
        boolean root = uid == 0;
        if (wanted == CloneUser.Map.ROOT || (wanted == CloneUser.Map.USUAL && !root)) {
            return new IdMapping(root ? Way.PRIVILEGED : Way.ALONE, IdMap.single(0, uid), IdMap.single(0, gid));
        }
        String user = System.getProperty("user.name", "");
        if (root) {
            return new IdMapping(Way.PRIVILEGED, ofRoot(SUBUID), ofRoot(SUBGID));
        }
        requireHelpers();
        return new IdMapping(Way.BY_HELPERS, ofUser(SUBUID, user, uid, uid), ofUser(SUBGID, user, uid, gid));
    }

    private static IdMap ofRoot(Path file) {
        List<String> lines = lines(file);
        SubordinateIds ids = SubordinateIds.of(lines, "root", 0).orElseGet(() -> SubordinateIds.unused(lines));
        return new IdMap(List.of(new IdMap.Range(0, ids.first(), ids.count())));
    }

    /** Root inside is the person; the ids from 1 on are those the person was given. */
    private static IdMap ofUser(Path file, String user, long uid, long id) {
        SubordinateIds ids = SubordinateIds.of(lines(file), user, uid)
                .orElseThrow(() -> Refusal.machine(
                        "'" + Printable.text(user) + "' has no ids to hand on: " + file + " has no line for this user",
                        "as root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 "
                                + Printable.text(user) + "; or clone user --map root, which needs none"));
        return new IdMap(List.of(new IdMap.Range(0, id, 1), new IdMap.Range(1, ids.first(), ids.count())));
    }

    private static void requireHelpers() {
        for (String helper : List.of("newuidmap", "newgidmap")) {
            if (!Files.isExecutable(Path.of("/usr/bin", helper))) {
                throw Refusal.machine(
                        "ids from " + SUBUID + " are mapped by " + helper + ", which is not installed",
                        "apt install uidmap; or clone user --map root, which needs it not");
            }
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Whether root inside is somebody else outside than who we are: the process must become it. */
    boolean isSomebodyElse(Kernel here) {
        return users.outside(0).orElse(-1) != here.uid();
    }

    /** Writes both maps, once and for all: the kernel takes no second writing. */
    void write(Kernel host, int pid) {
        String proc = "/proc/" + pid;
        if (way == Way.BY_HELPERS) {
            run("newgidmap", pid, groups);
            run("newuidmap", pid, users);
            return;
        }
        if (way == Way.ALONE) {
            // First: whoever could drop a group might get past a file that this very group must not read.
            host.writeFile(proc + "/setgroups", "deny");
        }
        host.writeFile(proc + "/gid_map", groups.text());
        host.writeFile(proc + "/uid_map", users.text());
    }

    private static void run(String helper, int pid, IdMap map) {
        List<String> command = new ArrayList<>(List.of("/usr/bin/" + helper, Integer.toString(pid)));
        map.ranges()
                .forEach(range -> command.addAll(List.of(
                        Long.toString(range.inside()), Long.toString(range.outside()), Long.toString(range.count()))));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw Refusal.machine(
                        String.join(" ", command) + " refused: " + Printable.text(said.strip()),
                        "look at /etc/subuid and /etc/subgid; or clone user --map root, which needs neither");
            }
        } catch (IOException e) {
            throw Refusal.machine(
                    helper + " cannot be started: " + Printable.text(String.valueOf(e)), "apt install uidmap");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failed(helper + " was interrupted", "again");
        }
    }
}
