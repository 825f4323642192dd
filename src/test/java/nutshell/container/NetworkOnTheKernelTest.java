package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jnr.constants.platform.Errno;
import nutshell.kernel.Kernel;
import nutshell.kernel.NetlinkSocket;
import nutshell.kernel.SyscallEvent;
import nutshell.kernel.SyscallFailed;
import nutshell.network.InterfaceName;
import nutshell.network.Link;
import nutshell.network.LinkRequest;
import nutshell.network.Masquerade;
import nutshell.network.NetlinkProtocol;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bridges, cables, gateways and nat on the real kernel; the host's namespace is afterwards as it was. */
@Tag("machine")
class NetworkOnTheKernelTest {

    private static final String[] ROOT = {"rootfs busybox", "unshare mnt pid net", "pivot_root", "link up lo"};

    @RegisterExtension
    final OnTheKernel kernel = new OnTheKernel();

    private Container container(String name, String... lines) {
        Container container = kernel.session().enter(name);
        OnTheKernel.apply(container, lines);
        return container;
    }

    private Container onBridge(int number) {
        Container container = container("c" + number, ROOT);
        OnTheKernel.apply(container, "veth nutt%d eth0 10.77.251.%d/24 --bridge nutt0".formatted(number, number));
        return container;
    }

    private OnTheKernel.Ran ping(Container from, String to) {
        return kernel.run(from, "ping", "-c", "2", "-W", "5", to);
    }

    private static Map<String, String> host() {
        return NetworkView.of(Kernel.silent()).interfaces();
    }

    private static Map<String, String> inside(Container container) {
        return container.look(NetworkView::of).interfaces();
    }

    @Test
    void two_containers_on_a_bridge_reach_each_other_and_a_third_outside_does_not() {
        OnTheKernel.needsBusybox();
        container("switch", "bridge nutt0 10.77.251.1/24");
        Container two = onBridge(2);
        Container three = onBridge(3);
        Container outside = container("outside", ROOT);

        OnTheKernel.Ran reached = ping(three, "10.77.251.2");
        assertEquals(0, reached.status().shellStatus(), reached.output());
        assertEquals(0, ping(two, "10.77.251.1").status().shellStatus(), "the host's own address");
        OnTheKernel.Ran lost = ping(outside, "10.77.251.2");
        assertEquals(1, lost.status().shellStatus());
        assertTrue(lost.output().contains("Network is unreachable"), lost.output());
    }

    @Test
    void each_namespace_holds_its_own_end() {
        container("switch", "bridge nutt0 10.77.251.1/24");
        Container two = container("c2", "unshare net", "link up lo", "veth nutt2 eth0 10.77.251.2/24 --bridge nutt0");
        OnTheKernel.apply(two, "route default via 10.77.251.1");

        assertEquals("up 10.77.251.2/24", inside(two).get("eth0"));
        assertEquals(
                List.of("default via 10.77.251.1 dev eth0"),
                two.look(NetworkView::of).gateways());
        assertEquals("up 10.77.251.1/24", host().get("nutt0"));
        assertEquals("up in nutt0", host().get("nutt2"));
        assertFalse(inside(two).containsKey("nutt0"));
    }

    @Test
    void ipv6_addresses_are_good_at_once() {
        Container one = container("c1", "unshare net", "veth nutt1 eth0 fd00:77::2/64", "route default via fd00:77::1");

        assertEquals("up fd00:77::2/64", inside(one).get("eth0"));
        assertEquals(
                List.of("default via fd00:77::1 dev eth0"),
                one.look(NetworkView::of).gateways());
    }

    @Test
    void each_message_stands_in_the_trace_in_words() {
        container("c1", "bridge nutt0 10.77.251.1/24", "unshare net", "veth nutt1 eth0 10.77.251.2/24 --bridge nutt0");

        List<String> messages = kernel.session().trace().all().stream()
                .filter(event -> event.name().equals("sendto"))
                .map(event -> event.by() + " " + event.args().get(1).replaceAll(" (group|netns) [0-9]+", ""))
                .toList();
        assertEquals(
                List.of(
                        "HOST RTM_NEWLINK nutt0 bridge up",
                        "HOST RTM_NEWADDR 10.77.251.1/24 dev nutt0",
                        "HOST RTM_NEWLINK nutt1 veth master nutt0 up ↔ eth0",
                        "CONTAINER RTM_NEWADDR 10.77.251.2/24 dev eth0",
                        "CONTAINER RTM_NEWLINK eth0 up"),
                messages);
    }

    @Test
    void undo_takes_the_cable_and_leaves_what_stood_before() {
        Container one = container("c1", "bridge nutt0 10.77.251.1/24", "unshare net", "veth nutt1 eth0 10.77.251.2/24");

        one.undo(1);

        assertFalse(host().containsKey("nutt1"));
        assertEquals("up 10.77.251.1/24", host().get("nutt0"));
        assertFalse(inside(one).containsKey("eth0"));
    }

    @Test
    void cables_of_others_are_plugged_in_again_when_the_bridge_is_built_anew() {
        Container bridge = container("switch", "bridge nutt0 10.77.251.1/24", "unshare uts", "sethostname switch");
        container("c2", "unshare net", "veth nutt2 eth0 10.77.251.2/24 --bridge nutt0");

        bridge.undo(1);

        assertEquals("up in nutt0", host().get("nutt2"));
    }

    @Test
    void a_name_that_is_taken_is_refused_and_stays_whose_it_was() {
        container("c1", "bridge nutt0 10.77.251.1/24");
        Container other = container("c2");

        SyscallFailed refused =
                assertThrows(SyscallFailed.class, () -> OnTheKernel.apply(other, "bridge nutt0 10.77.252.1/24"));
        assertEquals(Errno.EEXIST, refused.errno());
        assertTrue(
                refused.advice().cause().contains("an interface of this name"),
                refused.advice().cause());
        other.reset();
        assertEquals("up 10.77.251.1/24", host().get("nutt0"));
    }

    @Test
    void refuses_a_network_that_this_machine_knows_already() {
        container("c1", "bridge nutt0 10.77.251.1/24");

        Refusal refused = assertThrows(
                Refusal.class, () -> OnTheKernel.apply(kernel.session().current(), "bridge nutt9 10.77.0.1/16"));

        assertEquals(Refusal.Kind.SAFETY, refused.kind());
        assertFalse(host().containsKey("nutt9"));
    }

    @Test
    void a_bridge_that_is_not_there_and_a_link_that_is_none_are_told_apart() {
        Container one = container("c1", "unshare net", "veth nutt1 eth0 10.77.251.2/24");

        String missing = message(one, "veth nutt2 eth1 10.77.251.3/24 --bridge nutt0");
        String other = message(one, "veth nutt2 eth1 10.77.251.3/24 --bridge nutt1");

        assertEquals("there is no bridge nutt0 on the host", missing);
        assertEquals("nutt1 is an interface of this host, but no bridge", other);
    }

    private static String message(Container container, String line) {
        return String.valueOf(assertThrows(Refusal.class, () -> OnTheKernel.apply(container, line))
                .getMessage());
    }

    @Test
    void the_kernels_own_words_come_with_a_gateway_out_of_reach() {
        Container one = container("c1", "unshare net");

        SyscallFailed refused =
                assertThrows(SyscallFailed.class, () -> OnTheKernel.apply(one, "route default via 10.77.251.1"));

        assertEquals(Errno.ENETUNREACH, refused.errno());
        assertTrue(
                refused.advice().cause().contains("the kernel adds: "),
                refused.advice().cause());
    }

    @Test
    void an_interface_that_is_not_there_is_enodev() {
        Container one = container("c1", "unshare net");

        assertEquals(
                Errno.ENODEV,
                assertThrows(SyscallFailed.class, () -> OnTheKernel.apply(one, "link up eth7"))
                        .errno());
    }

    @Test
    void a_user_namespace_has_a_network_of_its_own_too() {
        OnTheKernel.needsBusybox();
        Container one = container("c1", "bridge nutt0 10.77.251.1/24", "clone user", "unshare net", "link up lo");

        OnTheKernel.apply(one, "veth nutt1 eth0 10.77.251.2/24 --bridge nutt0");

        assertEquals("up 10.77.251.2/24", inside(one).get("eth0"));
    }

    @Test
    void nat_lends_an_address_and_gives_back_what_it_found() throws Exception {
        String before = HostState.text(Path.of("/proc/sys/net/ipv4/ip_forward"));
        Container one = kernel.session(true).current();
        OnTheKernel.apply(one, "bridge nutt0 10.77.251.1/24", "nat nutt0");

        assertEquals(
                "1", HostState.text(Path.of("/proc/sys/net/ipv4/ip_forward")).strip());
        assertEquals(1, tables());
        one.undo(1);
        assertEquals(0, tables());
        assertEquals(before, HostState.text(Path.of("/proc/sys/net/ipv4/ip_forward")));
        assertFalse(Files.exists(kernel.places().running().resolve("ip_forward")));
    }

    private long tables() {
        try (NetlinkSocket socket = Kernel.silent().netlink(NetlinkProtocol.NETFILTER)) {
            return socket.look(Masquerade.allTables()).stream()
                    .flatMap(message -> Masquerade.ourTable(message).stream())
                    .filter(name -> name.endsWith("_" + kernel.session().id()))
                    .count();
        }
    }

    @Test
    void a_ledger_removes_nothing_that_is_not_the_sessions() {
        Container one = container("c1", "bridge nutt0 10.77.251.1/24");
        try (Session other = Session.begin(kernel.places(), false)) {
            // A ledger written before a bridge that was then refused: the name is there, and is someone else's.
            assertThrows(SyscallFailed.class, () -> OnTheKernel.apply(other.current(), "bridge nutt0 10.77.252.1/24"));
        }

        assertEquals("up 10.77.251.1/24", host().get("nutt0"));
        assertEquals(1, one.recipe().size());
    }

    @Test
    void the_kernel_knows_a_sessions_links_by_their_group() {
        container("c1", "bridge nutt0 10.77.251.1/24");

        try (NetlinkSocket socket = Kernel.silent().netlink(NetlinkProtocol.ROUTE)) {
            Link link = Link.of(socket.look(LinkRequest.get(new InterfaceName("nutt0")))
                            .get(0))
                    .orElseThrow();
            assertEquals(NetworkRemoval.group(kernel.session().id()), link.group());
        }
    }

    @Test
    void looking_is_in_nobodys_trace() {
        Container one = container("c1", "unshare net");
        int mark = kernel.session().trace().mark();

        View.of(one);

        assertEquals(
                List.of(),
                kernel.session().trace().all().stream()
                        .skip(mark)
                        .map(SyscallEvent::name)
                        .toList());
    }
}
