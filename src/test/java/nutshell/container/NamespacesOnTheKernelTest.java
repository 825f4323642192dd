package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import jnr.constants.platform.Errno;
import nutshell.kernel.SyscallFailed;
import nutshell.namespaces.Namespace;
import nutshell.namespaces.NamespaceId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("machine")
class NamespacesOnTheKernelTest {

    @RegisterExtension
    final OnTheKernel kernel = new OnTheKernel();

    @ParameterizedTest
    @EnumSource(names = {"UTS", "MNT", "NET", "IPC", "CGROUP"})
    void leaves_the_namespace_that_was_named_and_no_other(Namespace left) {
        Container container = kernel.build("unshare " + left.word());

        Map<Namespace, NamespaceId> host = View.ofHost().namespaces();
        View.of(container)
                .namespaces()
                .forEach((namespace, id) ->
                        assertEquals(namespace == left, !id.equals(host.get(namespace)), namespace.word()));
    }

    @ParameterizedTest
    @EnumSource(names = {"PID", "TIME"})
    void gives_the_children_what_the_thread_itself_cannot_have(Namespace left) {
        assumeTrue(Files.exists(Path.of("/proc/self/ns", left.childrenLink())), "this kernel has no " + left.word());
        Container container = kernel.build("unshare " + left.word());
        OnTheKernel.Started sleep = kernel.start(container, "sleep", "60");

        NamespaceId host = NamespaceId.read(Path.of("/proc/thread-self/ns", left.procName()));
        assertEquals(host, View.of(container).namespaces().get(left));
        assertNotEquals(host, of(sleep.child(), left));
        assertEquals(View.of(container).forChildren().get(left), of(sleep.child(), left));
    }

    @Test
    void names_the_container_and_not_the_machine() {
        String host = HostState.now().hostname();
        Container container = kernel.build("unshare uts", "sethostname box.example");

        assertEquals("box.example", container.hostname());
        assertEquals("box.example", kernel.run(container, "uname", "-n").output());
        assertEquals(host, HostState.now().hostname());
    }

    @Test
    void shows_a_network_of_nothing_but_a_loopback_that_is_down() {
        Container container = kernel.build("unshare net");

        String links = kernel.run(container, "cat", "/proc/net/dev").output();
        assertEquals(1, links.lines().filter(line -> line.contains(":")).count(), links);
        assertTrue(links.contains("lo:"), links);
    }

    @Test
    void counts_the_container_s_uptime_from_another_beginning() {
        assumeTrue(Files.exists(Path.of("/proc/self/ns/time")), "this kernel has no time namespaces");
        double host = uptime(HostState.text(Path.of("/proc/uptime")));
        Container container = kernel.build("unshare time --boottime 864000 --monotonic 5");

        double inside = uptime(kernel.run(container, "cat", "/proc/uptime").output());
        assertTrue(inside - host >= 864_000 && inside - host < 864_060, inside + " against " + host);
    }

    @Test
    void keeps_two_containers_apart() {
        Container web = kernel.session().enter("web");
        Container db = kernel.session().enter("db");
        OnTheKernel.apply(web, "unshare uts net pid", "sethostname web");
        OnTheKernel.apply(db, "unshare uts net pid", "sethostname db");
        Child inWeb = kernel.start(web, "sleep", "60").child();
        Child inDb = kernel.start(db, "sleep", "60").child();

        for (Namespace namespace : new Namespace[] {Namespace.UTS, Namespace.NET, Namespace.PID}) {
            assertNotEquals(of(inWeb, namespace), of(inDb, namespace));
        }
        assertEquals("web", kernel.run(web, "uname", "-n").output());
        assertEquals("db", kernel.run(db, "uname", "-n").output());
    }

    @Test
    void joins_the_namespaces_of_a_process_that_lives() {
        OnTheKernel.needsBusybox();
        Container web = kernel.build("rootfs busybox", "unshare uts mnt pid net", "sethostname web", "pivot_root");
        Child first = kernel.start(web, "sleep", "60").child();
        Container guest = kernel.session().enter("guest");
        OnTheKernel.apply(guest, "setns " + first.pid() + " uts net pid mnt", "mount proc");

        assertEquals("web", kernel.run(guest, "hostname").output());
        Child second = kernel.start(guest, "sleep", "60").child();
        for (Namespace namespace : new Namespace[] {Namespace.UTS, Namespace.NET, Namespace.PID, Namespace.MNT}) {
            assertEquals(of(first, namespace), of(second, namespace));
        }
        assertTrue(kernel.run(guest, "ps").output().contains("1 root     sleep 60"));
        // A child of ours in that namespace: until it has been waited for, PID 1 cannot end.
        guest.close();
    }

    @Test
    void explains_why_the_pid_namespace_is_left_only_once() {
        Container container = kernel.build("unshare pid");

        SyscallFailed refused = assertThrows(SyscallFailed.class, () -> OnTheKernel.apply(container, "unshare pid"));
        assertEquals(Errno.EINVAL, refused.errno());
        assertTrue(refused.advice().tested(), refused.explanation());
        assertEquals("unshare pid\n", Recipe.text(container.recipe()));
    }

    @Test
    void explains_why_a_process_of_many_threads_gets_no_user_namespace() {
        Container container = kernel.session().current();

        SyscallFailed refused = assertThrows(SyscallFailed.class, () -> OnTheKernel.apply(container, "unshare user"));
        assertEquals(Errno.EINVAL, refused.errno());
        assertTrue(refused.explanation().contains("more than one thread"), refused.explanation());
    }

    private static NamespaceId of(Child child, Namespace namespace) {
        return NamespaceId.read(Path.of("/proc/" + child.pid() + "/ns/" + namespace.procName()));
    }

    private static double uptime(String text) {
        return Double.parseDouble(text.split(" ", 2)[0]);
    }
}
