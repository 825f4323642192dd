package nutshell.machine;

import java.util.Locale;
import nutshell.refusals.Refusal;

/** What differs between the processors the lab machine is made for. Only x86-64 has been tried. */
enum Architecture {
    X86_64("amd64", "qemu-system-x86_64", "q35", "ttyS0", "amd64"),
    ARM64("arm64", "qemu-system-aarch64", "virt", "ttyAMA0", "aarch64");

    private final String debian;
    private final String emulator;
    private final String machine;
    private final String console;
    private final String java;

    Architecture(String debian, String emulator, String machine, String console, String java) {
        this.debian = debian;
        this.emulator = emulator;
        this.machine = machine;
        this.console = console;
        this.java = java;
    }

    /** This machine's: another one's kernel would have to be emulated even where KVM works. */
    static Architecture here() {
        String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        for (Architecture architecture : values()) {
            if (architecture.java.equals(name)) {
                return architecture;
            }
        }
        throw Refusal.machine("there is no lab machine for the processor " + name, "use an x86-64 or arm64 machine");
    }

    /** As Debian's packages name it. */
    String debian() {
        return debian;
    }

    String emulator() {
        return emulator;
    }

    String machine() {
        return machine;
    }

    String console() {
        return console;
    }
}
