package nutshell.checklist.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import nutshell.checklist.Finding;
import nutshell.evidence.Facts;

/** What of the host travels into a container: by what a path is, holds or lies under, not by what it is called. */
final class MountRules {

    /** Whoever holds one of these, or what lies below, holds more than its container. */
    private static final Set<String> SENSITIVE = Set.of(
            "/etc",
            "/root",
            "/home",
            "/boot",
            "/proc",
            "/sys",
            "/dev",
            "/run",
            "/var/run",
            "/usr",
            "/bin",
            "/sbin",
            "/lib",
            "/lib64",
            "/var/lib/docker",
            "/var/lib/containers",
            "/var/lib/containerd",
            "/var/lib/kubelet",
            "/var/log",
            "/var/spool/cron",
            "/var/lib/rancher",
            "/run/secrets",
            "/opt/cni");

    private static final Pattern CREDENTIALS =
            Pattern.compile(".*/(\\.ssh|\\.aws|\\.azure|\\.kube|\\.docker|\\.gnupg|\\.config/gcloud)(/.*)?");

    /** What an engine keeps for a volume lies under its data root, and is nobody else's. */
    private static final Pattern VOLUME = Pattern.compile(".*/(docker|storage|containers)/volumes/[^/]+/_data(/.*)?");

    /** Files everybody may read, and clocks: what they tell is no secret, and cannot be changed. */
    private static final Set<String> HARMLESS = Set.of(
            "/etc/localtime",
            "/etc/timezone",
            "/etc/hosts",
            "/etc/resolv.conf",
            "/etc/hostname",
            "/etc/ssl/certs",
            "/usr/share/zoneinfo",
            "/dev/null",
            "/dev/zero",
            "/dev/urandom",
            "/dev/random",
            "/dev/full",
            "/dev/tty",
            "/dev/console",
            "/dev/log",
            "/dev/shm");

    private MountRules() {}

    static List<Finding> mountsNothingSensitive(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on("mounts", mounts -> {
            List<String> told = new ArrayList<>();
            for (JsonNode mount : mounts) {
                // A tree that is mounted whole brings along what is mounted in it; that is one mistake.
                if (told.stream().noneMatch(above -> target(mount).startsWith(above))
                        && judge(verdict, mount, facts.text("data_root").orElse(""))) {
                    told.add(target(mount).equals("/") ? "/" : target(mount) + "/");
                }
            }
            verdict.otherwise(
                    "mounts",
                    mounts.isEmpty() ? "nothing of the host is mounted" : "nothing sensitive of the host is mounted");
        });
        return verdict.findings();
    }

    /** Whether it is the host's, and sensitive. */
    private static boolean judge(Verdict verdict, JsonNode mount, String dataRoot) {
        if (mount.has("unreadable")) {
            verdict.ask(
                    "mounts",
                    target(mount) + ": what lies there could not be read: "
                            + mount.path("unreadable").asText());
            return false;
        }
        String source = mount.path("source").asText("");
        if (mount.path("propagation").asText("").matches("r?shared") && !source.isEmpty()) {
            verdict.weak("mounts", target(mount) + " is shared both ways: a mount made inside appears on the host");
        }
        if (source.isEmpty()
                || mount.path("type").asText().matches("volume|tmpfs")
                || VOLUME.matcher(source).matches()) {
            return false;
        }
        String access = mount.path("writable").asBoolean(true) ? "writable" : "read-only, which still tells";
        if (!dataRoot.isEmpty() && (source + "/").startsWith(dataRoot + "/")) {
            verdict.weak(
                    "mounts",
                    "%s is %s, where the engine keeps all containers' data (%s)"
                            .formatted(target(mount), source, access));
        } else if (isSensitive(source) && !isHarmless(source, mount)) {
            verdict.weak("mounts", "%s is the host's %s (%s)".formatted(target(mount), source, access));
        } else if (holdsSensitive(source)) {
            verdict.weak(
                    "mounts",
                    "%s is the host's %s, which holds more than one thing (%s)"
                            .formatted(target(mount), source, access));
        } else {
            return false;
        }
        return true;
    }

    private static boolean isHarmless(String source, JsonNode mount) {
        boolean device = source.startsWith("/dev/");
        return HARMLESS.stream().anyMatch(path -> source.equals(path) || source.startsWith(path + "/"))
                && (device || !mount.path("writable").asBoolean(true));
    }

    private static boolean isSensitive(String source) {
        return source.equals("/")
                || CREDENTIALS.matcher(source).matches()
                || SENSITIVE.stream().anyMatch(path -> source.equals(path) || source.startsWith(path + "/"));
    }

    private static boolean holdsSensitive(String source) {
        return SENSITIVE.stream().anyMatch(path -> path.startsWith(source.equals("/") ? "/" : source + "/"));
    }

    private static String target(JsonNode mount) {
        return mount.path("target").asText("?");
    }

    static List<Finding> reachesNoRuntimeSocket(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on("mounts", mounts -> {
            for (JsonNode mount : mounts) {
                socket(facts, verdict, mount);
            }
            verdict.otherwise("mounts", "no path inside ends at a runtime's socket");
        });
        return verdict.findings();
    }

    private static void socket(Facts facts, Verdict verdict, JsonNode mount) {
        List<String> sockets = Facts.texts(mount.path("sockets"));
        String source = mount.path("source").asText("");
        boolean byName = source.matches(".*/(docker|containerd|podman|crio|cri-dockerd|buildkitd)\\.sock");
        String access = mount.path("writable").asBoolean(true) ? "" : "; read-only does not help";
        if (!sockets.isEmpty()) {
            boolean itself = sockets.contains(target(mount)) || sockets.contains(source);
            verdict.weak(
                    "mounts",
                    "%s %s %s%s"
                            .formatted(
                                    target(mount),
                                    itself ? "is" : "holds",
                                    itself ? "a runtime's socket" : Verdict.some(sockets),
                                    access));
        } else if (byName) {
            verdict.weak(
                    "mounts", "%s is named as a runtime's socket is: %s%s".formatted(target(mount), source, access));
        } else if (mount.has("unreadable")) {
            unknown(facts, verdict, mount);
        } else if (!facts.collector().equals("containers") && source.matches("/|/run|/var/run|/var")) {
            verdict.weak(
                    "mounts", "%s is %s, which holds runtimes' sockets%s".formatted(target(mount), source, access));
        }
    }

    private static void unknown(Facts facts, Verdict verdict, JsonNode mount) {
        Facts unread = facts.with(
                "mount",
                nutshell.evidence.Evidence.notSeen(
                        target(mount), mount.path("unreadable").asText() + "; run as root (sudo nutshell check)"));
        verdict.include(new Verdict(unread).on("mount", seen -> {}));
    }
}
