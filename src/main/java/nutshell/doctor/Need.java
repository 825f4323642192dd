package nutshell.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import nutshell.machine.LabMachine;
import nutshell.refusals.Nearest;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** What a lab may ask of a machine: one word, one test, one sentence. */
final class Need {

    private record Test(Predicate<Facts> met, String otherwise) {}

    private static final Map<String, Test> WORDS = new LinkedHashMap<>();

    static {
        // Root can become a user at any time, and a user is one.
        word("user", facts -> true, "");
        word("root", Need::mayUnshare, "it needs root with CAP_SYS_ADMIN");
        word("v2", facts -> CgroupLayout.of(facts).isV2(), "it needs cgroup v2");
        word("v1", Need::firstCgroups, "it needs a kernel that can mount cgroup v1");
        for (String controller : CgroupLayout.WANTED) {
            word(
                    controller + "-controller",
                    facts -> CgroupLayout.of(facts).offers(facts, controller),
                    "it needs the cgroup controller " + controller);
        }
        word("lab-machine", Remedy::inLabMachine, "it needs the lab machine (" + LabMachine.WAY_IN + ")");
        word("apparmor", SecurityModules::appArmor, "it needs AppArmor");
        word("static-busybox", Busybox::found, "it needs a static busybox");
        word("user-namespaces", facts -> UserNamespaces.off(facts).isEmpty(), "it needs user namespaces");
        word("time-namespace", facts -> Namespaces.has(facts, "time"), "it needs the time namespace, Linux 5.6");
        word("overlay", KernelFeatures::overlay, "it needs the overlay file system");
        word("veth", KernelFeatures::veth, "it needs veth and bridge links");
        word("seccomp", KernelFeatures::seccomp, "it needs seccomp filters");
        word("fanotify", KernelFeatures::fanotify, "it needs fanotify with permission events");
        word("memfd-noexec", facts -> facts.exists("/proc/sys/vm/memfd_noexec"), "it needs vm.memfd_noexec, Linux 6.3");
    }

    private Need() {}

    private static void word(String word, Predicate<Facts> met, String otherwise) {
        WORDS.put(word, new Test(met, otherwise));
    }

    private static boolean mayUnshare(Facts facts) {
        return facts.root() && Capabilities.effective(facts, "cap_sys_admin") && !Namespaces.refusedToRoot(facts);
    }

    /** A v2 machine still mounts a named v1 hierarchy: {@code mount -t cgroup -o none,name=nut}. See cgroups(7). */
    private static boolean firstCgroups(Facts facts) {
        return KernelFeatures.fileSystem(facts, "cgroup");
    }

    /** Returns why this machine does not meet the need, or nothing where it does. */
    static Optional<String> unmet(String word, Facts facts) {
        Test test = test(word);
        return test.met().test(facts) ? Optional.empty() : Optional.of(test.otherwise());
    }

    /** Says no to a word that is neither in the table nor a capability as capsh(1) writes it. */
    static void check(String word, String where) {
        if (!WORDS.containsKey(word) && !Capabilities.known(word)) {
            List<String> nearest = Nearest.to(word, WORDS.keySet());
            throw Refusal.failed(
                    where + ": unknown need '" + Printable.text(word) + "', expected words such as root v2 cap_mknod",
                    nearest.isEmpty()
                            ? "one of " + String.join(" ", WORDS.keySet())
                            : "did you mean " + String.join(", ", nearest) + "?");
        }
    }

    static List<String> words() {
        return new ArrayList<>(WORDS.keySet());
    }

    private static Test test(String word) {
        return WORDS.containsKey(word)
                ? WORDS.get(word)
                : new Test(
                        // Whoever is not root is told to become so, which says it all.
                        facts -> !facts.root() || Capabilities.effective(facts, word),
                        "it needs " + word.toUpperCase(java.util.Locale.ROOT));
    }
}
