package nutshell.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nutshell.refusals.Refusal;

/** The user ids that a user namespace may take beside one's own, see subuid(5): without root an image needs them. */
final class Subids {

    private Subids() {}

    static void need() {
        String user = System.getProperty("user.name", "");
        if (user.equals("root")) {
            return;
        }
        Tool.need("building the lab machine without root", "newuidmap");
        for (String file : new String[] {"/etc/subuid", "/etc/subgid"}) {
            if (!granted(Path.of(file), user)) {
                throw Refusal.machine(
                        "%s grants %s no ids, which building without root needs".formatted(file, user),
                        "usermod --add-subuids 100000-165535 --add-subgids 100000-165535 %s, as root".formatted(user));
            }
        }
    }

    private static boolean granted(Path file, String user) {
        try {
            return Files.readAllLines(file).stream().anyMatch(line -> line.startsWith(user + ":"));
        } catch (IOException e) {
            return false;
        }
    }
}
