package nutshell.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether an ordinary user may become root of a user namespace, and over which ids. See user_namespaces(7). */
final class UserNamespaces {

    /** A setting that locks users out: its name, the value that locks, and one that opens. */
    private record Lock(String name, String closed, String open) {

        boolean shut(Facts facts) {
            return facts.word(file()).equals(closed);
        }

        String file() {
            return "/proc/sys/" + name.replace('.', '/');
        }
    }

    private static final List<Lock> LOCKS = List.of(
            new Lock("user.max_user_namespaces", "0", "15000"),
            // Debian's and Ubuntu's own.
            new Lock("kernel.unprivileged_userns_clone", "0", "1"),
            // Ubuntu 24.04: unshare(2) succeeds, but leaves the process without capabilities.
            new Lock("kernel.apparmor_restrict_unprivileged_userns", "1", "0"));

    private static final String WHAT = "clone user and the rootless labs are refused.";

    private static final List<String> TRY = List.of("unshare", "--user", "--map-root-user", "true");
    // Root may more than a user may, so root tries it as nobody.
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups");

    private UserNamespaces() {}

    static Optional<Finding> off(Facts facts) {
        if (!Namespaces.has(facts, "user")) {
            return Optional.of(new Finding(
                    "user-namespaces-off",
                    WHAT,
                    "/proc/self/ns has no user: this kernel was built without CONFIG_USER_NS.",
                    KernelConfig.remedy(facts, "CONFIG_USER_NS")));
        }
        List<Lock> shut = LOCKS.stream().filter(lock -> lock.shut(facts)).toList();
        return shut.isEmpty() ? refused(facts) : Optional.of(locked(facts, shut));
    }

    private static Finding locked(Facts facts, List<Lock> shut) {
        String cause =
                shut.stream().map(lock -> lock.name() + " is " + lock.closed()).collect(Collectors.joining(" and "));
        String open = facts.program("sysctl").isPresent()
                ? shut.stream()
                        .map(lock -> lock.name() + "=" + lock.open())
                        .collect(Collectors.joining(" ", "sysctl -w ", ""))
                : shut.stream()
                        .map(lock -> "echo " + lock.open() + " > " + lock.file())
                        .collect(Collectors.joining(" && "));
        return new Finding("user-namespaces-off", WHAT, cause + ".", Remedy.asRoot(facts, open));
    }

    private static Optional<Finding> refused(Facts facts) {
        Attempt attempt = attempt(facts);
        if (attempt.worked() || facts.program("unshare").isEmpty()) {
            return Optional.empty();
        }
        boolean filtered = Status.field(facts, "Seccomp").filter("2"::equals).isPresent();
        return Optional.of(new Finding(
                "user-namespaces-off",
                WHAT,
                "Tried: " + attempt.said() + (filtered ? "; a seccomp filter lies on this process" : "") + ".",
                Remedy.orLabMachine(
                        facts,
                        filtered
                                ? "start this container without the filter (docker run --security-opt seccomp=unconfined)"
                                : "leave the chroot if this is one, as the kernel grants none in it; else lift the policy that"
                                        + " refuses it")));
    }

    private static Attempt attempt(Facts facts) {
        if (facts.root() && facts.program("setpriv").isPresent()) {
            Attempt asNobody = facts.attempt(
                    Stream.concat(AS_NOBODY.stream(), TRY.stream()).toArray(String[]::new));
            // In a namespace that does not map nobody, setpriv itself fails, which says nothing about unshare.
            if (!asNobody.said().startsWith("setpriv")) {
                return asNobody;
            }
        }
        return facts.attempt(TRY.toArray(String[]::new));
    }
}
