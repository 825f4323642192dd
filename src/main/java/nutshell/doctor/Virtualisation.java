package nutshell.doctor;

import java.util.Optional;

/** What the lab machine needs of this one; whether KVM truly works, the vm command finds out by booting. */
final class Virtualisation {

    private static final PackageName QEMU_X86 =
            new PackageName("qemu-system-x86", "qemu-system-x86", "qemu-system-x86", "qemu-system-x86_64", "qemu-x86");
    private static final PackageName QEMU_ARM = new PackageName(
            "qemu-system-arm", "qemu-system-aarch64", "qemu-system-aarch64", "qemu-system-aarch64", "qemu-arm");

    private Virtualisation() {}

    static Optional<Finding> noQemu(Facts facts) {
        String qemu = "qemu-system-" + facts.processor();
        if (Remedy.inLabMachine(facts) || facts.program(qemu).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "no-qemu",
                "nutshell vm cannot boot the lab machine, where the labs on escapes are at home.",
                qemu + " is not installed: it lies in no directory of PATH.",
                Remedy.install(facts, facts.processor().equals("aarch64") ? QEMU_ARM : QEMU_X86)));
    }

    static Optional<Finding> noKvm(Facts facts) {
        if (Remedy.inLabMachine(facts) || facts.opens("/dev/kvm")) {
            return Optional.empty();
        }
        boolean there = facts.exists("/dev/kvm");
        return Optional.of(new Finding(
                "no-kvm",
                "The lab machine runs without the processor's help: it works, many times slower.",
                there ? "/dev/kvm is there, but not yours to open." : absence(facts),
                there ? Remedy.open(facts, "/dev/kvm") : remedy(facts)));
    }

    private static String absence(Facts facts) {
        return flag(facts).isPresent()
                ? "/dev/kvm is missing: the module is not loaded."
                : "/dev/kvm is missing, and /proc/cpuinfo shows no vmx or svm.";
    }

    private static String remedy(Facts facts) {
        return flag(facts)
                .map(flag -> Remedy.asRoot(facts, "modprobe " + (flag.equals("svm") ? "kvm_amd" : "kvm_intel")))
                .orElse(
                        "switch virtualisation on in the firmware or, if this is a virtual machine, allow it nested ones");
    }

    private static Optional<String> flag(Facts facts) {
        return facts.word("/proc/cpuinfo")
                .lines()
                .filter(line -> line.startsWith("flags"))
                .flatMap(line -> java.util.stream.Stream.of(line.split("\\s+", -1)))
                .filter(flag -> flag.equals("vmx") || flag.equals("svm"))
                .findFirst();
    }
}
