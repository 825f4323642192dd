package nutshell.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import jnr.constants.platform.Errno;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import nutshell.capabilities.Capability;
import nutshell.capabilities.CapabilitySet;
import nutshell.capabilities.CapabilitySets;
import nutshell.landlock.AccessRights;
import org.junit.jupiter.api.Test;

/** Each is the raw system call of one thread: never a function of glibc's, which would change them all. */
class PrivilegeCallsTest {

    private final Notes notes = new Notes();
    private final List<SyscallEvent> trace = new ArrayList<>();
    private final Kernel kernel =
            new Kernel(new Door(new RecordingLibc(notes), notes::errno, trace::add, SyscallEvent.Actor.CONTAINER));
    private final ChildList list = new ChildList();

    private static String syscall(Syscall syscall, long a, long b, long c) {
        return "syscall %d(%d, %d, %d, 0, 0, 0)".formatted(syscall.number(), a, b, c);
    }

    private List<String> traced() {
        return trace.stream().map(SyscallEvent::toString).toList();
    }

    @Test
    void ids_are_given_up_as_real_effective_and_saved() {
        list.privileges().leaveGroups().setGroup(4_294_967_294L).setUser(7);

        kernel.carryOut(list);

        assertEquals(
                List.of(
                        syscall(Syscall.SETGROUPS, 0, 0, 0),
                        syscall(Syscall.SETRESGID, 4_294_967_294L, 4_294_967_294L, 4_294_967_294L),
                        syscall(Syscall.SETRESUID, 7, 7, 7)),
                notes.calls);
        assertEquals("setresuid(7, 7, 7) = 0", traced().get(2));
    }

    @Test
    void the_ceiling_is_lowered_one_by_one() {
        list.privileges()
                .dropFromBounding(CapabilitySet.of(Capability.CAP_CHOWN, Capability.CAP_BPF))
                .noNewPrivileges();

        kernel.carryOut(list);

        assertEquals(
                List.of(
                        syscall(Syscall.PRCTL, 24, 0, 0),
                        syscall(Syscall.PRCTL, 24, 39, 0),
                        syscall(Syscall.PRCTL, 38, 1, 0)),
                notes.calls);
        assertEquals("prctl(PR_CAPBSET_DROP, CAP_BPF) = 0", traced().get(1));
    }

    @Test
    void what_is_ambient_is_raised_by_its_number() {
        list.privileges().raiseAmbient(CapabilitySet.of(Capability.CAP_KILL)).keepCapabilities(true);

        kernel.carryOut(list);

        assertEquals(List.of(syscall(Syscall.PRCTL, 47, 2, 5), syscall(Syscall.PRCTL, 8, 1, 0)), notes.calls);
    }

    @Test
    void the_sets_lie_in_memory_as_capset_reads_them() {
        CapabilitySet low = CapabilitySet.of(Capability.CAP_CHOWN);
        CapabilitySet high = CapabilitySet.of(Capability.CAP_BPF);
        list.privileges()
                .capset(new CapabilitySets(low.plus(high), high, low, CapabilitySet.EMPTY, CapabilitySet.EMPTY));

        ChildList.Entry entry = list.entries().get(0);
        Pointer header = Pointer.wrap(Runtime.getSystemRuntime(), entry.values().get(0));
        Pointer data = Pointer.wrap(Runtime.getSystemRuntime(), entry.values().get(1));

        assertEquals(0x2008_0522, header.getInt(0));
        assertEquals(0, header.getInt(4));
        int[] words = new int[6];
        data.get(0, words, 0, 6);
        // Effective, permitted, inheritable: first the lower halves, then the upper ones.
        assertEquals(
                List.of(1, 0, 1, 0, 1 << 7, 1 << 7),
                java.util.Arrays.stream(words).boxed().toList());
    }

    @Test
    void the_first_refusal_ends_the_list() {
        notes.refusing("syscall " + Syscall.SETRESGID.number(), Errno.EPERM);
        list.privileges().setGroup(5).setUser(5);

        SyscallFailed failed = assertThrows(SyscallFailed.class, () -> kernel.carryOut(list));

        assertEquals("setresgid(5, 5, 5) failed: EPERM", failed.getMessage());
        assertEquals(1, trace.size());
    }

    @Test
    void a_ruleset_is_made_filled_and_put_into_force() {
        Landlock landlock = kernel.landlock();
        long create = Syscall.LANDLOCK_CREATE_RULESET.number();
        notes.returning("syscall " + create, 7);

        assertEquals(7, landlock.abi());
        int ruleset = landlock.ruleset(AccessRights.parse("read_file,execute"));
        landlock.allow(ruleset, AccessRights.parse("read_file"), 9);
        list.privileges().restrictSelf(ruleset);
        kernel.carryOut(list);

        assertEquals("syscall %d(0, 0, 1, 0, 0, 0)".formatted(create), notes.calls.get(0));
        assertTrue(notes.calls.get(1).endsWith(", 8, 0, 0, 0, 0)"), notes.calls.get(1));
        assertEquals(
                List.of(
                        "landlock_create_ruleset(NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) = 7",
                        "landlock_create_ruleset({handled_access_fs=EXECUTE|READ_FILE}, 8, 0) = 7",
                        "landlock_add_rule(7, LANDLOCK_RULE_PATH_BENEATH, {allowed_access=READ_FILE, parent_fd=9}, 0) = 0",
                        "landlock_restrict_self(7, 0) = 0"),
                traced());
    }
}
