package nutshell.kernel;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.Pointer;
import nutshell.landlock.AccessRights;

/** Makes rulesets; see landlock(7). One restricts nobody until a thread puts it into force. */
public final class Landlock {

    private static final int VERSION = 1;
    private static final int RULE_PATH_BENEATH = 1;

    private final Door door;
    private final Libc libc;

    Landlock(Door door) {
        this.door = door;
        this.libc = door.libc();
    }

    /** Returns the version of this kernel's Landlock, 1 for Linux 5.13 and more for newer ones. */
    public int abi() {
        return (int) call(
                Syscall.LANDLOCK_CREATE_RULESET,
                new String[] {"NULL", "0", "LANDLOCK_CREATE_RULESET_VERSION"},
                0,
                0,
                VERSION);
    }

    /** Makes a ruleset that forbids these rights wherever no rule of it allows them; returns its descriptor. */
    public int ruleset(AccessRights handled) {
        Pointer attributes = NativeMemory.of(ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putLong(handled.bits())
                .array());
        try {
            return (int) call(
                    Syscall.LANDLOCK_CREATE_RULESET,
                    new String[] {"{handled_access_fs=" + handled.flags() + "}", "8", "0"},
                    attributes.address(),
                    8,
                    0);
        } finally {
            Reference.reachabilityFence(attributes);
        }
    }

    /** Adds a rule: these rights on what lies at or below the place that a descriptor stands for. */
    public void allow(int ruleset, AccessRights allowed, int place) {
        // struct landlock_path_beneath_attr is packed: twelve bytes.
        Pointer rule = NativeMemory.of(ByteBuffer.allocate(12)
                .order(ByteOrder.nativeOrder())
                .putLong(allowed.bits())
                .putInt(place)
                .array());
        try {
            call(
                    Syscall.LANDLOCK_ADD_RULE,
                    new String[] {
                        Integer.toString(ruleset),
                        "LANDLOCK_RULE_PATH_BENEATH",
                        "{allowed_access=" + allowed.flags() + ", parent_fd=" + place + "}",
                        "0"
                    },
                    ruleset,
                    RULE_PATH_BENEATH,
                    rule.address());
        } finally {
            Reference.reachabilityFence(rule);
        }
    }

    private long call(Syscall syscall, String[] decoded, long a, long b, long c) {
        return door.call(() -> libc.syscall(syscall.number(), a, b, c, 0, 0, 0), syscall.spelled(), decoded);
    }
}
