package nutshell.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The Linux security modules in force, by the kernel's own list or, where that is not mounted, by their traces. */
final class SecurityModules {

    private static final String LIST = "/sys/kernel/security/lsm";

    private SecurityModules() {}

    static List<String> known(Facts facts) {
        Optional<String> list = facts.text(LIST);
        if (list.isPresent()) {
            return List.of(list.get().strip().split(",", -1));
        }
        Map<String, Boolean> traces = new TreeMap<>(Map.of(
                "apparmor",
                        facts.word("/sys/module/apparmor/parameters/enabled").equals("Y"),
                "selinux", facts.exists("/sys/fs/selinux/enforce"),
                "yama", facts.exists("/proc/sys/kernel/yama/ptrace_scope")));
        return traces.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    static Optional<Finding> unreadable(Facts facts) {
        if (facts.text(LIST).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "lsm-unreadable",
                "Nobody can say which security modules are in force: landlock and the defences that escape matrix"
                        + " compares are uncertain.",
                LIST + " cannot be read: securityfs is not mounted.",
                Remedy.asRoot(facts, "mount -t securityfs securityfs /sys/kernel/security")));
    }

    static boolean appArmor(Facts facts) {
        return known(facts).contains("apparmor");
    }

    static Optional<Finding> noAppArmor(Facts facts) {
        if (appArmor(facts)) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "no-apparmor",
                "escape run --with apparmor is unavailable, and containers here run without a profile.",
                cause(facts, "apparmor", "CONFIG_SECURITY_APPARMOR"),
                remedy(facts, "CONFIG_SECURITY_APPARMOR", "apparmor=1 security=apparmor")));
    }

    static Optional<Finding> noLandlock(Facts facts) {
        // Without the list nothing tells of it, and what is not known is not claimed.
        if (facts.text(LIST).isEmpty() || known(facts).contains("landlock")) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "no-landlock",
                "landlock ends with EOPNOTSUPP or ENOSYS, and escape run --with landlock is unavailable.",
                cause(facts, "landlock", "CONFIG_SECURITY_LANDLOCK"),
                remedy(
                        facts,
                        "CONFIG_SECURITY_LANDLOCK",
                        "lsm=landlock," + String.join(",", known(facts)).replace("capability,", ""))));
    }

    private static String cause(Facts facts, String module, String option) {
        return KernelConfig.has(facts, option)
                .map(built -> built
                        ? "This kernel has " + module + ", but was booted without it."
                        : "This kernel was built without " + option + ".")
                .orElse("The kernel does not list " + module + ": built or booted without it.");
    }

    private static String remedy(Facts facts, String option, String parameters) {
        String boot = "boot with " + parameters + " on the kernel command line";
        return KernelConfig.has(facts, option)
                .map(built -> built ? Remedy.orLabMachine(facts, boot) : KernelConfig.remedy(facts, option))
                .orElseGet(() -> Remedy.orLabMachine(facts, boot + ", if the kernel has " + option));
    }
}
