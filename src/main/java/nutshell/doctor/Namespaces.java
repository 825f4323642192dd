package nutshell.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Namespaces the kernel does not have, or does not give to this root. See namespaces(7). */
final class Namespaces {

    private static final List<String> KINDS = List.of("uts", "mnt", "pid", "net", "ipc", "cgroup", "time");
    // unshare(1) spells one of them its own way; it learned --time late, so that kind is not tried.
    private static final List<String> OPTIONS = List.of("--uts", "--mount", "--net", "--ipc", "--cgroup", "--pid");

    private Namespaces() {}

    static boolean has(Facts facts, String kind) {
        return facts.link("/proc/self/ns/" + kind).isPresent();
    }

    static Optional<Finding> missing(Facts facts) {
        List<String> missing = KINDS.stream().filter(kind -> !has(facts, kind)).toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "no-namespace",
                "unshare " + String.join(" ", missing) + " ends with EINVAL, and so do the labs that use it.",
                "/proc/self/ns has no such entry: Linux " + facts.word("/proc/sys/kernel/osrelease")
                        + " is too old (cgroup 4.6, time 5.6) or built without.",
                Remedy.orLabMachine(facts, "boot Linux 5.6 or newer with the CONFIG_*_NS options on")));
    }

    static Optional<Finding> refused(Facts facts) {
        if (!tryable(facts) || all(facts).worked()) {
            return Optional.empty();
        }
        List<String> refused =
                OPTIONS.stream().filter(option -> !one(facts, option).worked()).toList();
        if (refused.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "namespaces-refused",
                "Root here may not unshare " + refused.toString().replaceAll("[\\[\\],-]", "")
                        + ": the labs that build a container cannot be done.",
                "Tried: " + one(facts, refused.get(0)).said() + ".",
                Remedy.orLabMachine(
                        facts,
                        Capabilities.effective(facts, "cap_sys_admin")
                                ? "lift the filter or profile that whoever started this container put on it"
                                        + " (docker run --privileged)"
                                : "start this container with CAP_SYS_ADMIN (docker run --privileged)")));
    }

    static Optional<Finding> procRefused(Facts facts) {
        if (!tryable(facts)
                || all(facts).worked()
                || !one(facts, "--pid").worked()
                || !one(facts, "--mount").worked()) {
            return Optional.empty();
        }
        Attempt mounting = facts.attempt("unshare", "--mount", "--pid", "--fork", "--mount-proc", "true");
        if (mounting.worked()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "no-proc-mount",
                "mount proc is refused, so a container shows no processes of its own.",
                "Tried: " + mounting.said() + ".",
                Remedy.orLabMachine(
                        facts, "start this container with unmasked system paths (docker run --privileged)")));
    }

    /** Returns the kinds of namespace that root was refused, none where that was not tried. */
    static boolean refusedToRoot(Facts facts) {
        return refused(facts).isPresent();
    }

    private static boolean tryable(Facts facts) {
        return facts.root() && facts.program("unshare").isPresent();
    }

    /** Tries everything at once: where that works, as it mostly does, one short process was enough. */
    private static Attempt all(Facts facts) {
        return facts.attempt(Stream.concat(
                        Stream.concat(Stream.of("unshare"), OPTIONS.stream()),
                        Stream.of("--fork", "--mount-proc", "true"))
                .toArray(String[]::new));
    }

    private static Attempt one(Facts facts, String option) {
        return facts.attempt("unshare", option, "true");
    }
}
