package nutshell.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nutshell.refusals.Refusal;

/** The user ids that a user namespace may take beside one's own, see subuid(5): without root an image needs them. */
final class Subids {

    private static final int NEEDED = 65536;

    private Subids() {}

    static boolean root() {
        return System.getProperty("user.name", "").equals("root");
    }

    /** Refuses where this user can have no user namespace with enough ids; root needs none. */
    static void need() {
        if (root()) {
            return;
        }
        Tool.need("building the lab machine without root", "newuidmap", "unshare");
        String user = System.getProperty("user.name", "");
        for (Path file : new Path[] {Path.of("/etc/subuid"), Path.of("/etc/subgid")}) {
            if (!granted(file, user)) {
                throw Refusal.machine(
                        "%s grants %s no %d ids, which building without root needs".formatted(file, user, NEEDED),
                        "usermod --add-subuids 100000-165535 --add-subgids 100000-165535 %s, as root".formatted(user));
            }
        }
        Tool.Outcome trial = Tool.run(Duration.ofSeconds(10), List.of("unshare", "--user", "--map-root-user", "true"));
        if (trial.status() != 0) {
            throw Refusal.machine(
                    "this kernel gives %s no user namespace: %s".formatted(user, Lines.last(trial.output(), 1)),
                    "sysctl user.max_user_namespaces kernel.unprivileged_userns_clone"
                            + " kernel.apparmor_restrict_unprivileged_userns; or build as root");
        }
    }

    private static boolean granted(Path file, String user) {
        try {
            String id = Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
            return Files.readAllLines(file).stream().anyMatch(line -> grants(line, user, id));
        } catch (IOException e) {
            return false;
        }
    }

    /** A line has the user's name or number, the first id, and how many. */
    static boolean grants(String line, String user, String id) {
        String[] fields = line.split(":", -1);
        return fields.length == 3
                && (fields[0].equals(user) || fields[0].equals(id))
                && fields[2].matches("\\d{1,9}")
                && Integer.parseInt(fields[2]) >= NEEDED;
    }
}
