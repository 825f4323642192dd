package nutshell.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import jnr.constants.platform.Errno;
import nutshell.capabilities.Capability;
import nutshell.network.InterfaceName;
import nutshell.network.LinkRequest;
import nutshell.network.Masquerade;
import nutshell.network.Message;
import nutshell.network.NetlinkProtocol;
import nutshell.network.Prefix;
import nutshell.network.Request;
import nutshell.network.Route;
import org.junit.jupiter.api.Test;

class NetlinkSocketTest {

    private static final Request LO_UP = LinkRequest.set(new InterfaceName("lo"), true);

    private final Notes notes = new Notes().returning("socket", 7);
    private final List<SyscallEvent> trace = new ArrayList<>();
    private final Kernel kernel =
            new Kernel(new Door(new RecordingLibc(notes), notes::errno, trace::add, SyscallEvent.Actor.HOST));

    /** NLMSG_ERROR, with the kernel's words if there are some. */
    private static byte[] answer(int sequence, Errno errno, String words) {
        int text = words.isEmpty() ? 0 : 4 + (words.length() + 1 + 3 & ~3);
        ByteBuffer bytes = ByteBuffer.allocate(36 + text).order(ByteOrder.nativeOrder());
        bytes.putInt(36 + text).putShort((short) 2).putShort((short) (text == 0 ? 0x100 : 0x300));
        bytes.putInt(sequence).putInt(0).putInt(-errno.intValue());
        bytes.putInt(16).position(36);
        if (text > 0) {
            bytes.putShort((short) (5 + words.length())).putShort((short) 1);
            bytes.put(words.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        return bytes.array();
    }

    private static byte[] granted(int sequence) {
        byte[] answer = answer(sequence, Errno.EPERM, "");
        ByteBuffer.wrap(answer).putInt(16, 0);
        return answer;
    }

    private SyscallFailed refused(Request request, Errno errno, String words) {
        notes.receiving(answer(1, errno, words));
        try (NetlinkSocket socket = kernel.netlink(NetlinkProtocol.ROUTE)) {
            return assertThrows(SyscallFailed.class, () -> socket.ask(request));
        }
    }

    @Test
    void none_stays_open_where_its_option_is_refused() {
        notes.refusing("setsockopt", Errno.ENOBUFS);

        assertThrows(SyscallFailed.class, () -> kernel.netlink(NetlinkProtocol.ROUTE));

        assertEquals("close(7)", notes.calls.get(2));
    }

    @Test
    void a_request_and_its_answer_are_one_line_of_the_trace() {
        notes.receiving(granted(1));

        try (NetlinkSocket socket = kernel.netlink(NetlinkProtocol.ROUTE)) {
            socket.ask(LO_UP);
        }

        assertEquals(
                List.of(
                        "socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE) = 7",
                        "setsockopt(7, SOL_NETLINK, NETLINK_EXT_ACK, [1], 4) = 0",
                        "sendto(7, RTM_NEWLINK lo up) = 40",
                        "close(7) = 0"),
                trace.stream().map(SyscallEvent::toString).toList());
        assertEquals("socket(16, 0x80003, 0)", notes.calls.get(0));
        assertEquals("setsockopt(7, 270, 11, 1, 4)", notes.calls.get(1));
        // MSG_DONTWAIT: nothing is ever waited for.
        assertEquals("recv(7, 32768, 64)", notes.calls.get(3));
    }

    @Test
    void a_refusal_tells_what_was_asked_and_what_the_kernel_adds() {
        SyscallFailed failed =
                refused(Route.addDefault(Prefix.address("10.7.0.1")), Errno.ENETUNREACH, "Nexthop has invalid gateway");

        assertEquals("sendto(7, RTM_NEWROUTE default via 10.7.0.1) failed: ENETUNREACH", failed.getMessage());
        assertTrue(
                failed.advice().cause().endsWith("; the kernel adds: Nexthop has invalid gateway"),
                failed.advice().cause());
        assertEquals(
                "sendto(7, RTM_NEWROUTE default via 10.7.0.1) = ENETUNREACH",
                trace.get(2).toString());
        assertEquals("close(7) = 0", trace.get(3).toString());
    }

    @Test
    void says_of_which_message_an_errno_is() {
        assertTrue(refused(LO_UP, Errno.ENODEV, "").advice().cause().contains("no interface of this name"));
        assertTrue(refused(LO_UP, Errno.EEXIST, "").advice().cause().contains("an interface of this name"));
        assertTrue(refused(Route.addDefault(Prefix.address("::1")), Errno.EEXIST, "")
                .advice()
                .cause()
                .contains("a default route already"));
    }

    @Test
    void asks_capget_before_it_blames_a_capability() {
        notes.lacking(Capability.CAP_NET_ADMIN);
        assertTrue(refused(LO_UP, Errno.EPERM, "").advice().cause().contains("lacks CAP_NET_ADMIN"));
    }

    @Test
    void looks_for_another_cause_where_the_capability_is_there() {
        Advice advice = refused(LO_UP, Errno.EPERM, "").advice();

        assertFalse(advice.tested());
        assertTrue(advice.cause().contains("belongs to another user namespace"), advice.cause());
    }

    @Test
    void a_batch_fails_with_its_first_refusal() {
        notes.receiving(granted(2)).receiving(answer(3, Errno.ENOENT, ""));
        List<Request> batch = new Masquerade(new InterfaceName("nut0"), "s").make(Prefix.parse("10.7.0.0/24"));

        try (NetlinkSocket socket = kernel.netlink(NetlinkProtocol.NETFILTER)) {
            SyscallFailed failed = assertThrows(SyscallFailed.class, () -> socket.ask(batch));

            assertEquals(Errno.ENOENT, failed.errno());
            assertTrue(failed.event().call().contains("NFT_MSG_NEWCHAIN postrouting type nat"));
        }
    }

    @Test
    void an_answer_that_comes_late_is_not_taken_for_another() {
        notes.receiving(answer(1, Errno.EEXIST, "")).receiving(answer(1, Errno.EBUSY, ""));
        notes.receiving(granted(2));

        try (NetlinkSocket socket = kernel.netlink(NetlinkProtocol.ROUTE)) {
            assertThrows(SyscallFailed.class, () -> socket.ask(LO_UP));
            socket.ask(LO_UP);
        }
        assertEquals("sendto(7, RTM_NEWLINK lo up) = 40", trace.get(3).toString());
    }

    @Test
    void looking_leaves_no_trace_but_its_socket() {
        byte[] done = granted(1);
        ByteBuffer.wrap(done).putShort(4, Short.reverseBytes((short) 3));
        notes.receiving(done);

        try (NetlinkSocket socket = kernel.quietNetlink(NetlinkProtocol.ROUTE)) {
            List<Message> told = socket.look(LinkRequest.all());
            assertTrue(told.get(0).isLast());
        }
        assertEquals(List.of(), trace);
    }

    @Test
    void a_socket_that_is_refused_is_an_ordinary_refusal() {
        notes.refusing("socket", Errno.EPERM);

        assertEquals(
                "socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE) failed: EPERM",
                assertThrows(SyscallFailed.class, () -> kernel.netlink(NetlinkProtocol.ROUTE))
                        .getMessage());
    }
}
