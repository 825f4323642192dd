package nutshell.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the asking process itself may not do, or may not see. */
final class Privileges {

    // The inodes of the namespaces the machine was booted with: include/linux/proc_ns.h. The net and mnt ones have
    // none.
    private static final Map<String, String> FIRST = new TreeMap<>(Map.of(
            "cgroup", "cgroup:[4026531835]",
            "ipc", "ipc:[4026531839]",
            "pid", "pid:[4026531836]",
            "user", "user:[4026531837]",
            "uts", "uts:[4026531838]"));

    private Privileges() {}

    static Optional<Finding> notRoot(Facts facts) {
        if (facts.root()) {
            return Optional.empty();
        }
        String shell = facts.program("sudo").isPresent() ? "sudo ./nutshell" : "su -c ./nutshell";
        return Optional.of(new Finding(
                "not-root",
                "Most labs, and every word that separates or mounts something, are refused with EPERM.",
                "You are " + facts.userName() + ", uid " + facts.uid()
                        + ": the kernel gives namespaces to CAP_SYS_ADMIN.",
                Remedy.orLabMachine(facts, shell)));
    }

    static Optional<Finding> inContainer(Facts facts) {
        List<String> own = FIRST.entrySet().stream()
                .filter(first -> facts.link("/proc/self/ns/" + first.getKey())
                        .filter(link -> !link.equals(first.getValue()))
                        .isPresent())
                .map(Map.Entry::getKey)
                .toList();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "in-a-container",
                "What the labs, look, inspect and check call the host is itself a container: processes and files outside"
                        + " it stay unseen.",
                "This process is not in the machine's first namespaces of " + String.join(", ", own) + hints(facts)
                        + ".",
                Remedy.orLabMachine(facts, "start ./nutshell outside, on the machine that runs this container")));
    }

    private static String hints(Facts facts) {
        List<String> hints = Stream.of("/.dockerenv", "/run/.containerenv", "/run/systemd/container")
                .filter(facts::exists)
                .toList();
        return hints.isEmpty() ? "" : "; " + String.join(" and ", hints) + " tells of a container engine";
    }

    static Optional<Finding> missingCapability(Facts facts) {
        List<String> missing = Capabilities.missingFromBounding(facts);
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "missing-capability",
                "Nothing started here can ever hold " + String.join(", ", missing) + ": docker run --privileged and any"
                        + " bundle that lists it end with EPERM, and so does what a lab does with it.",
                "CapBnd in /proc/self/status lacks it, and a bounding set never grows again: whatever started this"
                        + " machine or container took it away.",
                Remedy.orLabMachine(
                        facts,
                        "use a machine, or a container (docker run --privileged), that was started with all of them")));
    }
}
