package nutshell.why;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import jnr.constants.platform.Errno;
import nutshell.kernel.ChildList;
import nutshell.namespaces.IdMap;
import nutshell.namespaces.Namespace;
import nutshell.refusals.Printable;

/** What a map of ids may say, when, and how often: user_namespaces(7), tried again in a user namespace made for it. */
final class IdMapSuspect implements Suspect {

    private static final Set<String> MAPS = Set.of("uid_map", "gid_map");
    private static final int MOST = 4096;
    private static final int O_WRONLY = 1;
    private static final byte[] DENY = "deny".getBytes(StandardCharsets.UTF_8);

    @Override
    public Optional<Cause> examine(Investigation.Case one) {
        Optional<String> map = one.call()
                .path()
                .filter(path -> one.call().name().equals("write") && one.call().errno() == Errno.EPERM)
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .filter(file -> MAPS.contains(file) && one.replica().isChildOfOurs());
        return map.flatMap(file -> judged(one, file));
    }

    private static Optional<Cause> judged(Investigation.Case one, String file) {
        byte[] line = one.call()
                .bytes(one.call().argument(1), (int) Math.min(MOST, one.call().argument(2)));
        String now = content(one);
        if (!now.isEmpty()) {
            return granted(one, file, line, true)
                    ? Optional.of(new Cause(
                            "second map",
                            "a map is written once, and this one reads '" + Printable.text(now) + "' already",
                            "in a new user namespace, a process like it may write the same line",
                            "clone user starts again in a new one; explain user"))
                    : Optional.empty();
        }
        if (granted(one, file, line, false)) {
            return Optional.empty();
        }
        return granted(one, file, line, true) ? Optional.of(setgroupsFirst()) : notItself(one, file);
    }

    private static Cause setgroupsFirst() {
        return new Cause(
                "setgroups not denied",
                "without CAP_SETGID outside, groups are mapped only once setgroups(2) is given up",
                "with deny written to /proc/self/setgroups first, a process like it may write the same line",
                "echo deny > /proc/self/setgroups before gid_map; explain user");
    }

    private static Optional<Cause> notItself(Investigation.Case one, String file) {
        long own = one.subject().ids(file.equals("uid_map") ? "Uid" : "Gid")[1];
        byte[] itself = IdMap.single(0, own).text().getBytes(StandardCharsets.UTF_8);
        return granted(one, file, itself, true)
                ? Optional.of(new Cause(
                        "id of others",
                        "without CAP_SETUID and CAP_SETGID outside, one line with one's own id is all that may be mapped",
                        "'" + new String(itself, StandardCharsets.UTF_8).strip()
                                + "' a process like it may write, in a new user namespace",
                        "clone user --map subids has newuidmap write more; explain user"))
                : Optional.empty();
    }

    /** Whether one like the subject, outside its user namespace, may say this in another new one. */
    private static boolean granted(Investigation.Case one, String file, byte[] line, boolean denied) {
        Probe probe = write(file, line);
        if (denied) {
            probe = new Probe(both(write("setgroups", DENY), probe));
        }
        return one.replica()
                        .attemptOutside(probe.after("unshare", Namespace.USER.flag()))
                        .orElse(-1)
                == 0;
    }

    private static Consumer<ChildList> both(Probe first, Probe second) {
        return list -> {
            first.addTo(list);
            second.addTo(list);
        };
    }

    /** The file becomes descriptor 0, because that was closed before. */
    private static Probe write(String file, byte[] line) {
        return Probe.of("write", 0, line, line.length)
                .after("openat", -100, "/proc/self/" + file, O_WRONLY)
                .after("close", 0);
    }

    /** What the map says by now, read through the subject's own descriptor: its /proc may be another. */
    private static String content(Investigation.Case one) {
        try {
            return Files.readString(Path.of(
                            "/proc/" + one.subject().tid() + "/fd/" + one.call().argument(0)))
                    .strip()
                    .replaceAll("\\s+", " ");
        } catch (IOException e) {
            return "";
        }
    }
}
