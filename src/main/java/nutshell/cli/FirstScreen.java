package nutshell.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nutshell.cgroups.CgroupMounts;
import nutshell.container.Session;
import nutshell.refusals.Refusal;

/** What a newcomer sees first: where they are, what this machine can do, and what to type. */
final class FirstScreen {

    private FirstScreen() {}

    static List<String> lines(Session session, Paint paint, int width) {
        boolean root = "root".equals(System.getProperty("user.name"));
        String machine = "Linux " + System.getProperty("os.version", "?").replaceAll("[^0-9.].*", "") + ", " + cgroups()
                + (Files.isDirectory(Path.of("/sys/kernel/security/apparmor")) ? ", AppArmor" : "");
        String who =
                root ? "you are root" : "you are " + System.getProperty("user.name", "?") + ": most words need root";
        String lab = session.mayChangeHost()
                ? "yes: break what you like"
                : "no: words that would change this host are refused";
        String gap = width > 76 ? " ".repeat(Math.max(2, 44 - machine.length())) : "\n                 ";
        return List.of(
                paint.strong("Nutshell — build a container by hand, one system call at a time"),
                "",
                "  this machine   " + machine + gap + who,
                "  lab machine    " + lab,
                "",
                "  New to this?   " + paint.word("unshare uts")
                        + "       just try a word; Tab completes, help explains",
                "  All at once?   " + paint.word("load isolated") + "     a whole container; then "
                        + paint.word("exec sh") + ", " + paint.word("look"),
                "  Stuck?         " + paint.word("explain last") + "      why the kernel refused, and what to do",
                "");
    }

    private static String cgroups() {
        try {
            return switch (CgroupMounts.ofThisMachine().version()) {
                case V1 -> "cgroup v1";
                case V2 -> "cgroup v2";
                case HYBRID -> "cgroup v1 (hybrid)";
            };
        } catch (Refusal e) {
            return "no cgroups";
        }
    }
}
