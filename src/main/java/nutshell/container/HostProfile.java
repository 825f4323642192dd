package nutshell.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nutshell.kernel.Kernel;

/** A profile of AppArmor's that the kernel was taught; it forgets one by name. */
final class HostProfile {

    private static final Path ALL = Path.of("/sys/kernel/security/apparmor");

    private HostProfile() {}

    /** What the profile of a session is called. */
    static String name(String session) {
        return "nutshell-" + session;
    }

    static boolean isThere(String name) {
        try {
            return Files.readAllLines(ALL.resolve("profiles")).stream().anyMatch(line -> line.startsWith(name + " "));
        } catch (IOException e) {
            return false;
        }
    }

    static void remove(Kernel kernel, String name) {
        kernel.writeFile(ALL.resolve(".remove").toString(), name);
    }
}
