package nutshell.doctor;

import java.util.Optional;

/** Asks how the running kernel was built, where it tells: in /proc/config.gz or beside it in /boot. */
final class KernelConfig {

    private KernelConfig() {}

    /** Returns whether an option is y or m, or nothing where this kernel's configuration cannot be read. */
    static Optional<Boolean> has(Facts facts, String option) {
        return facts.text("/proc/config.gz")
                .or(() -> facts.text("/boot/config-" + facts.word("/proc/sys/kernel/osrelease")))
                .map(config ->
                        config.lines().anyMatch(line -> line.equals(option + "=y") || line.equals(option + "=m")));
    }

    /** Says what kernel to look for. */
    static String remedy(Facts facts, String option) {
        return Remedy.orLabMachine(facts, "boot a kernel built with " + option + "=y");
    }
}
