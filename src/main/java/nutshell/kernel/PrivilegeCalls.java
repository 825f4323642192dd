package nutshell.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import nutshell.capabilities.CapabilitySet;
import nutshell.capabilities.CapabilitySets;

/**
 * Calls by which a thread gives up power, written into a list: the container's thread makes them itself, or a child does
 * before it becomes a program. They are the raw system calls, which change one thread; glibc's functions of the same names
 * would change every thread of the shell.
 */
public final class PrivilegeCalls {

    private static final int PR_SET_KEEPCAPS = 8;
    private static final int PR_CAPBSET_DROP = 24;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int PR_CAP_AMBIENT = 47;
    private static final int PR_CAP_AMBIENT_RAISE = 2;

    private final ChildList list;

    PrivilegeCalls(ChildList list) {
        this.list = list;
    }

    /** Sets the three sets that capset(2) knows; the ambient set shrinks with them. */
    public PrivilegeCalls capset(CapabilitySets sets) {
        byte[] header = ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putInt(Circumstances.CAPABILITY_VERSION)
                .putInt(0)
                .array();
        ByteBuffer data = ByteBuffer.allocate(24).order(ByteOrder.nativeOrder());
        for (int shift : new int[] {0, 32}) {
            data.putInt((int) (sets.effective().bits() >>> shift))
                    .putInt((int) (sets.permitted().bits() >>> shift))
                    .putInt((int) (sets.inheritable().bits() >>> shift));
        }
        return add(
                Syscall.CAPSET,
                new String[] {
                    "{_LINUX_CAPABILITY_VERSION_3, 0}",
                    "{effective=%s, permitted=%s, inheritable=%s}"
                            .formatted(sets.effective(), sets.permitted(), sets.inheritable())
                },
                list.place(header),
                list.place(data.array()));
    }

    /** Takes each from the bounding set, one call for each; see PR_CAPBSET_DROP of prctl(2). */
    public PrivilegeCalls dropFromBounding(CapabilitySet gone) {
        each(gone, (number, name) -> prctl(new String[] {"PR_CAPBSET_DROP", name}, PR_CAPBSET_DROP, number));
        return this;
    }

    /** Adds each to the ambient set, where it must be permitted and inheritable already. */
    public PrivilegeCalls raiseAmbient(CapabilitySet more) {
        each(
                more,
                (number, name) -> prctl(
                        new String[] {"PR_CAP_AMBIENT", "PR_CAP_AMBIENT_RAISE", name, "0", "0"},
                        PR_CAP_AMBIENT,
                        PR_CAP_AMBIENT_RAISE,
                        number));
        return this;
    }

    private interface Each {
        void of(int number, String name);
    }

    private static void each(CapabilitySet set, Each act) {
        int[] numbers = IntStream.range(0, Long.SIZE)
                .filter(bit -> (set.bits() >>> bit & 1) != 0)
                .toArray();
        for (int i = 0; i < numbers.length; i++) {
            act.of(numbers[i], set.names().get(i));
        }
    }

    /** Whether the permitted set outlives leaving user 0; see PR_SET_KEEPCAPS. */
    public PrivilegeCalls keepCapabilities(boolean keep) {
        return prctl(new String[] {"PR_SET_KEEPCAPS", keep ? "1" : "0"}, PR_SET_KEEPCAPS, keep ? 1 : 0);
    }

    public PrivilegeCalls noNewPrivileges() {
        return prctl(new String[] {"PR_SET_NO_NEW_PRIVS", "1", "0", "0", "0"}, PR_SET_NO_NEW_PRIVS, 1);
    }

    /** Leaves all supplementary groups; see setgroups(2). */
    public PrivilegeCalls leaveGroups() {
        return add(Syscall.SETGROUPS, new String[] {"0", "NULL"}, 0, 0);
    }

    public PrivilegeCalls setGroup(long id) {
        return ids(Syscall.SETRESGID, id);
    }

    public PrivilegeCalls setUser(long id) {
        return ids(Syscall.SETRESUID, id);
    }

    /** Real, effective and saved alike: an id that can be taken up again is not given up. */
    private PrivilegeCalls ids(Syscall syscall, long id) {
        String text = Long.toString(id);
        return add(syscall, new String[] {text, text, text}, id, id, id);
    }

    /** Puts a Landlock ruleset into force; see landlock_restrict_self(2). */
    public PrivilegeCalls restrictSelf(int ruleset) {
        return add(Syscall.LANDLOCK_RESTRICT_SELF, new String[] {Integer.toString(ruleset), "0"}, ruleset, 0);
    }

    private PrivilegeCalls prctl(String[] decoded, long... values) {
        return add(Syscall.PRCTL, decoded, values);
    }

    private PrivilegeCalls add(Syscall syscall, String[] decoded, long... values) {
        list.add(syscall, java.util.List.of(decoded), values);
        return this;
    }
}
