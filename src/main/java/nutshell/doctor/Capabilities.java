package nutshell.doctor;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/** The capabilities of this process, out of those the kernel knows. See capabilities(7). */
final class Capabilities {

    // In the order of the kernel's numbers, from 0: include/uapi/linux/capability.h.
    private static final List<String> NAMES = List.of(
            ("chown dac_override dac_read_search fowner fsetid kill setgid setuid setpcap linux_immutable net_bind_service"
                            + " net_broadcast net_admin net_raw ipc_lock ipc_owner sys_module sys_rawio sys_chroot"
                            + " sys_ptrace sys_pacct sys_admin sys_boot sys_nice sys_resource sys_time sys_tty_config"
                            + " mknod lease audit_write audit_control setfcap mac_override mac_admin syslog wake_alarm"
                            + " block_suspend audit_read perfmon bpf checkpoint_restore")
                    .split(" ", -1));

    private Capabilities() {}

    /** Returns what the kernel knows and the bounding set lacks, as CAP_NAME; nothing where the kernel does not say. */
    static List<String> missingFromBounding(Facts facts) {
        String last = facts.word("/proc/sys/kernel/cap_last_cap");
        if (!last.matches("\\d{1,3}") || Status.field(facts, "CapBnd").isEmpty()) {
            return List.of();
        }
        BigInteger bounding = set(facts, "CapBnd");
        return IntStream.rangeClosed(0, Integer.parseInt(last))
                .filter(number -> !bounding.testBit(number))
                .mapToObj(Capabilities::name)
                .toList();
    }

    /** Takes a name as capsh(1) writes it: cap_sys_admin. */
    static boolean effective(Facts facts, String name) {
        int number = NAMES.indexOf(name.substring("cap_".length()));
        return number >= 0 && set(facts, "CapEff").testBit(number);
    }

    static boolean known(String name) {
        return name.startsWith("cap_") && NAMES.contains(name.substring("cap_".length()));
    }

    private static BigInteger set(Facts facts, String field) {
        return new BigInteger(Status.field(facts, field).orElse("0"), 16);
    }

    private static String name(int number) {
        return number < NAMES.size()
                ? "CAP_" + NAMES.get(number).toUpperCase(java.util.Locale.ROOT)
                : "capability " + number;
    }
}
