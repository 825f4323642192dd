package nutshell.capabilities;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nutshell.refusals.Nearest;
import nutshell.refusals.Refusal;

/** The pieces that root's power is split into; numbers from {@code <linux/capability.h>}, see capabilities(7). */
public enum Capability {
    CAP_CHOWN(0, "Give any file to any user or group."),
    CAP_DAC_OVERRIDE(1, "Read, write and enter whatever a file's permissions forbid."),
    CAP_DAC_READ_SEARCH(2, "Read every file and directory, and open files by handle without a path."),
    CAP_FOWNER(3, "Do to any file what only its owner may, such as changing its mode."),
    CAP_FSETID(4, "Keep or set the set-user-ID and set-group-ID bits where they would be cleared."),
    CAP_KILL(5, "Send signals to processes of any user."),
    CAP_SETGID(6, "Become any group, and choose the supplementary groups."),
    CAP_SETUID(7, "Become any user, root included."),
    CAP_SETPCAP(8, "Drop from the bounding set, add from it to the inheritable set, and set the securebits."),
    CAP_LINUX_IMMUTABLE(9, "Make files immutable or append-only, and undo it."),
    CAP_NET_BIND_SERVICE(10, "Listen on ports below 1024."),
    CAP_NET_BROADCAST(11, "Nothing today: meant for broadcasts, the kernel never asks for it."),
    CAP_NET_ADMIN(12, "Change interfaces, addresses, routes and firewall rules."),
    CAP_NET_RAW(13, "Open raw and packet sockets, and so read and forge what passes on the network."),
    CAP_IPC_LOCK(14, "Lock memory beyond the limit, so that it is never swapped out."),
    CAP_IPC_OWNER(15, "Use any System V shared memory, semaphore and queue, whatever its permissions."),
    CAP_SYS_MODULE(16, "Load code into the kernel itself, and unload it."),
    CAP_SYS_RAWIO(17, "Reach ports, physical memory and disks' raw commands directly."),
    CAP_SYS_CHROOT(18, "Change the root directory, and join another mount namespace."),
    CAP_SYS_PTRACE(19, "Trace any process, and read and write its memory."),
    CAP_SYS_PACCT(20, "Switch process accounting on and off."),
    CAP_SYS_ADMIN(21, "Mount, make and join namespaces, and so much else that it is nearly root."),
    CAP_SYS_BOOT(22, "Reboot the machine, or load another kernel for it."),
    CAP_SYS_NICE(23, "Raise priorities, take real-time scheduling, and choose CPUs for any process."),
    CAP_SYS_RESOURCE(24, "Go beyond resource limits, quotas and the blocks a disk reserves."),
    CAP_SYS_TIME(25, "Set the system's clock and the hardware's."),
    CAP_SYS_TTY_CONFIG(26, "Configure terminals, and hang one up on whoever uses it."),
    CAP_MKNOD(27, "Make device files, and through them reach the devices."),
    CAP_LEASE(28, "Take a lease on any file, and so hear of others who open it."),
    CAP_AUDIT_WRITE(29, "Write into the kernel's audit log."),
    CAP_AUDIT_CONTROL(30, "Switch auditing on and off, and change its rules."),
    CAP_SETFCAP(31, "Put capabilities on files, so that whoever runs them gains these."),
    CAP_MAC_OVERRIDE(32, "Pass by Smack's mandatory access control."),
    CAP_MAC_ADMIN(33, "Change the policy of mandatory access control (Smack, AppArmor)."),
    CAP_SYSLOG(34, "Read and clear the kernel's messages, and see its addresses."),
    CAP_WAKE_ALARM(35, "Set an alarm that wakes a sleeping machine."),
    CAP_BLOCK_SUSPEND(36, "Keep the machine from going to sleep."),
    CAP_AUDIT_READ(37, "Listen to the audit log over netlink."),
    CAP_PERFMON(38, "Measure performance across the whole system, which shows what others do."),
    CAP_BPF(39, "Load BPF programs that the kernel runs, and make their maps."),
    CAP_CHECKPOINT_RESTORE(40, "Freeze processes and bring them back with the numbers they had.");

    private static final String PREFIX = "CAP_";

    private final int number;
    private final String allows;

    Capability(int number, String allows) {
        this.number = number;
        this.allows = allows;
    }

    /** Returns the number that prctl(2) takes, which is also the bit's place in a set. */
    public int number() {
        return number;
    }

    /** Says in one plain sentence what its holder may do. */
    public String allows() {
        return allows;
    }

    /** Finds a capability by its number; none where the kernel is newer than this program. */
    public static Optional<Capability> numbered(int number) {
        return Arrays.stream(values())
                .filter(capability -> capability.number == number)
                .findFirst();
    }

    /** Finds a capability by its name in upper or lower case, with or without {@code CAP_}. */
    public static Capability of(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        String wanted = upper.startsWith(PREFIX) ? upper : PREFIX + upper;
        return Arrays.stream(values())
                .filter(capability -> capability.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> unknown(word, wanted));
    }

    private static Refusal unknown(String word, String wanted) {
        // Compared without the prefix: four letters alike would make every name look near.
        List<String> names = Arrays.stream(values())
                .map(capability -> capability.name().substring(PREFIX.length()))
                .toList();
        List<String> nearest = Nearest.to(wanted.substring(PREFIX.length()), names).stream()
                .map(PREFIX::concat)
                .toList();
        String meant = nearest.isEmpty()
                ? "expected a name of capabilities(7), such as CAP_SYS_ADMIN"
                : "did you mean " + String.join(" or ", nearest) + "?";
        // A recipe is a stranger's text: nothing in it may reach the terminal as an escape sequence.
        return Refusal.usage(
                "unknown capability '%s': %s".formatted(word.replaceAll("\\P{Print}", "?"), meant),
                "capabilities drop " + (nearest.isEmpty() ? "CAP_SYS_ADMIN" : nearest.get(0)));
    }
}
