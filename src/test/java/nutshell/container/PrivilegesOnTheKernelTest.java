package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import jnr.constants.platform.Errno;
import nutshell.capabilities.Capability;
import nutshell.capabilities.CapabilitySet;
import nutshell.capabilities.CapabilitySets;
import nutshell.capabilities.Credentials;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** That the other threads keep all they have is what {@link OnTheKernel} sees to after each test, before anything is closed. */
@Tag("machine")
class PrivilegesOnTheKernelTest {

    @RegisterExtension
    final OnTheKernel kernel = new OnTheKernel();

    private final Credentials host = View.ofHost().credentials();

    private static Credentials of(Container container) {
        return View.of(container).credentials();
    }

    /** Who a program started there is: the kernel's own word for it. */
    private Credentials ofProgram(Container container) {
        return Credentials.parse(kernel.run(container, "cat", "/proc/self/status")
                .output()
                .lines()
                .toList());
    }

    private static CapabilitySet set(Capability... capabilities) {
        return CapabilitySet.of(capabilities);
    }

    @Test
    void what_is_dropped_is_gone_from_every_set_of_thread_and_program() {
        Container container = kernel.build("capabilities drop CAP_CHOWN CAP_NET_RAW");

        CapabilitySet gone = set(Capability.CAP_CHOWN, Capability.CAP_NET_RAW);
        assertEquals(host.capabilities().without(gone), of(container).capabilities());
        assertEquals(host.capabilities().without(gone), ofProgram(container).capabilities());
    }

    @Test
    void what_is_lowered_is_out_of_effect_until_root_executes_a_program() {
        Container container = kernel.build("capabilities lower CAP_CHOWN");

        CapabilitySet gone = set(Capability.CAP_CHOWN);
        assertEquals(host.capabilities().lowering(gone), of(container).capabilities());
        assertEquals(host.capabilities(), ofProgram(container).capabilities());
    }

    @Test
    void what_is_kept_is_all_there_is() {
        Container container = kernel.build("capabilities keep CAP_KILL");

        CapabilitySet kill = set(Capability.CAP_KILL);
        assertEquals(kill, ofProgram(container).capabilities().any());
        assertEquals(kill, of(container).capabilities().bounding());
    }

    @Test
    void nothing_is_left_once_all_is_dropped_and_chown_is_refused() {
        Container container = kernel.build("capabilities drop all");

        assertTrue(of(container).capabilities().any().isEmpty());
        assertTrue(ofProgram(container).capabilities().any().isEmpty());
        assertEquals(
                1,
                kernel.run(container, "chown", "1", kernel.directory().toString())
                        .status()
                        .shellStatus());
    }

    @Test
    void a_plain_user_s_programs_keep_what_is_ambient() {
        Container container = kernel.build(
                "setgid 65534",
                "setuid 65534 --keepcaps",
                "capabilities keep CAP_NET_BIND_SERVICE",
                "capabilities ambient all");

        CapabilitySet bind = set(Capability.CAP_NET_BIND_SERVICE);
        assertEquals(
                new CapabilitySets(bind, bind, bind, bind, bind),
                ofProgram(container).capabilities());
        assertEquals(65534, ofProgram(container).user());
    }

    @Test
    void what_is_not_permitted_cannot_be_made_ambient() {
        Container container = kernel.build("setuid 65534");

        SyscallFailed failed =
                assertThrows(SyscallFailed.class, () -> OnTheKernel.apply(container, "capabilities ambient CAP_CHOWN"));

        assertEquals(Errno.EPERM, failed.errno());
        assertEquals(1, container.recipe().size());
    }

    @Test
    void no_new_privs_holds_for_thread_and_program() {
        Container container = kernel.build("no_new_privs");

        assertTrue(of(container).noNewPrivileges());
        assertTrue(ofProgram(container).noNewPrivileges());
        assertFalse(View.ofHost().credentials().noNewPrivileges());
    }

    @Test
    void a_user_is_a_user_for_good() {
        Container container = kernel.build("setgid 65534", "setuid 65533");

        Credentials program = ofProgram(container);
        assertEquals(65533, program.user());
        assertEquals(65534, program.group());
        assertEquals(List.of(), program.groups());
        assertTrue(program.capabilities().effective().isEmpty());
        assertThrows(SyscallFailed.class, () -> OnTheKernel.apply(container, "setuid 0"));
        assertEquals(host, View.ofHost().credentials());
    }

    @Test
    void the_last_id_there_is_does_too() {
        assertEquals(
                4_294_967_294L, ofProgram(kernel.build("setuid 4294967294")).user());
    }

    @Test
    void setuid_before_setgid_is_refused_by_the_kernel_and_explained_by_us() {
        Container container = kernel.build("setuid 65534");

        SyscallFailed failed = assertThrows(SyscallFailed.class, () -> OnTheKernel.apply(container, "setgid 65534"));

        assertEquals(Errno.EPERM, failed.errno());
        assertTrue(failed.advice().tested());
        assertTrue(
                failed.advice().cause().startsWith("setuid came first"),
                failed.advice().cause());
        assertEquals(
                "undo, then setgid before setuid; explain setuid",
                failed.advice().remedy());
    }

    @Test
    void a_word_that_lacks_what_was_given_up_says_by_which_line() {
        Container container = kernel.build("capabilities drop CAP_SYS_ADMIN");

        SyscallFailed failed = assertThrows(SyscallFailed.class, () -> OnTheKernel.apply(container, "unshare uts"));

        assertTrue(
                failed.advice().cause().startsWith("'capabilities drop CAP_SYS_ADMIN' has given it up"),
                failed.advice().cause());
    }

    @Test
    void undo_brings_back_what_was_given_up() {
        Container container = kernel.build("unshare uts", "setgid 65534", "setuid 65534", "no_new_privs");

        container.undo(3);

        assertEquals(host, of(container));
        OnTheKernel.apply(container, "sethostname box");
    }

    @Test
    void look_and_the_thread_s_end_work_without_any_power() {
        Container container = kernel.build(
                "unshare uts mnt pid net ipc",
                "setgid 65534",
                "setuid 65534 --keepcaps",
                "capabilities drop all",
                "no_new_privs");
        Child child = kernel.start(container, "sleep", "60").child();

        assertEquals(View.ofHost().root(), View.of(container).root());
        assertEquals(1, Processes.of(container).size());
        assertEquals(child.pid(), Processes.of(container).get(0).pid());
        assertEquals(65534, Processes.of(container).get(0).uid());
        container.reset();
        assertTrue(child.end().isPresent());
    }

    @Test
    void the_first_process_mounts_proc_before_it_gives_up_what_that_takes() {
        OnTheKernel.needsBusybox();
        Container container = kernel.build(
                "rootfs busybox",
                "unshare mnt pid",
                "pivot_root",
                "mount proc",
                "setgid 65534",
                "setuid 65534 --keepcaps",
                "capabilities drop all",
                "no_new_privs");

        // A user who keeps the capability can still mount.
        assertEquals(65534, of(container).user());
        assertTrue(of(container).capabilities().effective().contains(Capability.CAP_SYS_ADMIN));
        assertEquals(List.of("capabilities drop all", "no_new_privs"), container.leftToFirstProcess());
        OnTheKernel.Started first = kernel.start(container, "sh", "-c", "cat /proc/self/status; sleep 60");

        assertTrue(of(container).capabilities().any().isEmpty());
        assertTrue(of(container).noNewPrivileges());
        assertEquals(List.of(), container.leftToFirstProcess());
        assertEquals(of(container), ofProgram(container));
        assertEquals(
                "1", kernel.run(container, "sh", "-c", "ls /proc | grep -x 1").output());
        first.child().kill();
    }

    @Test
    void what_the_first_process_could_not_do_any_more_is_refused_at_once() {
        OnTheKernel.needsBusybox();
        Container container =
                kernel.build("rootfs busybox", "unshare mnt pid", "pivot_root", "mount proc", "setuid 65534");

        Refusal refusal = assertThrows(Refusal.class, () -> OnTheKernel.apply(container, "setgid 65534"));

        assertTrue(refusal.toString().contains("by then that one lacks CAP_SETGID"), refusal.toString());
    }

    @Test
    void nothing_that_needs_power_comes_between_what_is_left_and_the_first_process() {
        OnTheKernel.needsBusybox();
        Container container =
                kernel.build("rootfs busybox", "unshare mnt pid", "pivot_root", "mount proc", "capabilities drop all");

        Refusal refusal = assertThrows(Refusal.class, () -> OnTheKernel.apply(container, "mount -t tmpfs none /tmp"));

        assertTrue(refusal.toString().contains("'capabilities drop all' is left"), refusal.toString());
    }

    @Test
    void proc_is_not_left_to_a_first_process_that_could_not_mount_it() {
        OnTheKernel.needsBusybox();
        Container container =
                kernel.build("rootfs busybox", "unshare mnt pid", "pivot_root", "capabilities drop CAP_SYS_ADMIN");

        Refusal refusal = assertThrows(Refusal.class, () -> OnTheKernel.apply(container, "mount proc"));

        assertTrue(refusal.toString().contains("lack CAP_SYS_ADMIN"), refusal.toString());
    }

    @Test
    void in_a_user_namespace_its_own_root_gives_up_what_it_has_there() {
        Container container = kernel.build("clone user", "setgid 5", "setuid 7 --keepcaps", "capabilities drop all");

        assertTrue(ofProgram(container).capabilities().any().isEmpty());
        assertEquals("7", kernel.run(container, "id", "-u").output());
        assertEquals("5", kernel.run(container, "id", "-G").output());
    }

    @Test
    void leaving_user_0_of_a_user_namespace_takes_its_capabilities() {
        Container container = kernel.build("clone user", "setuid 7");

        assertTrue(of(container).capabilities().effective().isEmpty());
        SyscallFailed failed = assertThrows(SyscallFailed.class, () -> OnTheKernel.apply(container, "setgid 5"));
        assertTrue(
                failed.advice().cause().startsWith("setuid came first"),
                failed.advice().cause());
    }

    private void needsLandlock() {
        try {
            kernel.session().host().call(host -> host.landlock().abi());
        } catch (SyscallFailed e) {
            Assumptions.abort(e.advice().cause());
        }
    }

    @Test
    void landlock_lets_only_what_a_rule_allows() {
        needsLandlock();
        Path directory = kernel.directory();
        Container container = kernel.build("landlock read,execute / write " + directory);

        assertEquals(
                0, kernel.run(container, "touch", directory + "/in").status().shellStatus());
        OnTheKernel.Ran out = kernel.run(container, "sh", "-c", "touch " + directory.resolveSibling("nutshell-out"));
        assertTrue(out.output().contains("Permission denied"), out.output());
    }

    @Test
    void a_second_layer_only_takes_away() {
        needsLandlock();
        Path directory = kernel.directory();
        Container container = kernel.build("landlock read,execute /", "landlock all /");

        assertTrue(kernel.run(container, "touch", directory + "/in").output().contains("Permission denied"));
    }

    @Test
    void landlock_without_power_wants_no_new_privs_first() {
        needsLandlock();
        Container container = kernel.build("setuid 65534");

        SyscallFailed failed =
                assertThrows(SyscallFailed.class, () -> OnTheKernel.apply(container, "landlock read,execute /"));
        assertEquals(Errno.EPERM, failed.errno());
        assertTrue(
                failed.advice().remedy().startsWith("no_new_privs"),
                failed.advice().remedy());
        OnTheKernel.apply(container, "no_new_privs", "landlock read,execute /");
        assertTrue(kernel.run(container, "true").status().shellStatus() == 0);
    }

    @Test
    void who_is_restricted_mounts_nothing_and_is_told_why() {
        needsLandlock();
        Container container = kernel.build("unshare mnt", "landlock all /");

        SyscallFailed failed = assertThrows(
                SyscallFailed.class, () -> OnTheKernel.apply(container, "mount -t tmpfs none " + kernel.directory()));

        assertTrue(
                failed.advice().cause().startsWith("Landlock"), failed.advice().cause());
    }

    @Test
    void a_rule_is_not_made_for_what_is_mounted_later() {
        needsLandlock();
        OnTheKernel.needsBusybox();
        Container container = kernel.build("rootfs busybox", "unshare mnt pid", "pivot_root", "mount proc");

        assertThrows(Refusal.class, () -> OnTheKernel.apply(container, "landlock read /proc"));
        OnTheKernel.apply(container, "landlock read,execute /");
        assertEquals(List.of("landlock read,execute /"), container.leftToFirstProcess());
        OnTheKernel.Ran ran = kernel.run(container, "sh", "-c", "echo $$; ls -d /proc/1; touch /made");
        assertEquals("1\n/proc/1\ntouch: /made: Permission denied", ran.output());
    }

    @Test
    void a_path_that_is_not_there_changes_nothing() {
        needsLandlock();
        Container container = kernel.session().current();

        SyscallFailed failed =
                assertThrows(SyscallFailed.class, () -> OnTheKernel.apply(container, "landlock read /nowhere"));

        assertEquals("there is no such file in this root", failed.advice().cause());
        assertEquals(List.of(), container.news());
    }
}
