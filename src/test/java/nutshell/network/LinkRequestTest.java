package nutshell.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against rtnetlink(7), and what ip(8) of iproute2 6.1 was seen to send for the same; on a little-endian machine. */
class LinkRequestTest {

    private static final InterfaceName NUT0 = new InterfaceName("nut0");
    private static final Link BRIDGE = new Link(9, "nut0", true, Optional.of("bridge"), Optional.empty(), 0);

    @Test
    void a_bridge_is_made_and_switched_on_in_one_message() {
        Request request = LinkRequest.newBridge(NUT0, 0x1234);

        assertEquals(
                Bytes.hex(
                        "44000000 1000 0506 07000000 00000000",
                        "00 00 0000 00000000 01000000 01000000",
                        "0900 0300 6e75743000 000000",
                        "0800 1b00 34120000",
                        "1000 1280  0b00 0100 62726964676500 00"),
                Bytes.hex(request));
        assertEquals("RTM_NEWLINK nut0 bridge group 4660 up", request.toString());
        assertTrue(request.wantsAnswer());
        assertFalse(request.isDump());
    }

    @Test
    void a_veth_names_its_other_end_inside_itself() {
        Request request =
                LinkRequest.newVeth(new InterfaceName("nut1"), 1, Optional.of(BRIDGE), new InterfaceName("eth0"), 4711);

        assertEquals(
                Bytes.hex(
                        "78000000 1000 0506 07000000 00000000",
                        "00 00 0000 00000000 01000000 01000000",
                        "0900 0300 6e75743100 000000",
                        "0800 1b00 01000000",
                        "0800 0a00 09000000",
                        "3c00 1280",
                        "  0900 0100 7665746800 000000",
                        "  2c00 0280  2800 0180",
                        "    00 00 0000 00000000 00000000 00000000",
                        "    0900 0300 6574683000 000000",
                        "    0800 1300 67120000"),
                Bytes.hex(request));
        assertEquals("RTM_NEWLINK nut1 veth master nut0 group 1 up ↔ eth0 netns 4711", request.toString());
    }

    @Test
    void switching_on_says_which_flag_is_meant() {
        assertEquals(
                Bytes.hex(
                        "28000000 1000 0500 07000000 00000000",
                        "00 00 0000 00000000 01000000 01000000",
                        "0700 0300 6c6f00 00"),
                Bytes.hex(LinkRequest.set(new InterfaceName("lo"), true)));
        assertEquals(
                Bytes.hex(
                        "28000000 1000 0500 07000000 00000000",
                        "00 00 0000 00000000 00000000 01000000",
                        "0700 0300 6c6f00 00"),
                Bytes.hex(LinkRequest.set(new InterfaceName("lo"), false)));
    }

    @Test
    void plugging_in_changes_the_master_alone() {
        assertEquals(
                Bytes.hex(
                        "34000000 1000 0500 07000000 00000000",
                        "00 00 0000 00000000 00000000 00000000",
                        "0900 0300 6e75743100 000000",
                        "0800 0a00 09000000"),
                Bytes.hex(LinkRequest.plug(new InterfaceName("nut1"), BRIDGE)));
    }

    @Test
    void a_link_is_deleted_by_its_number() {
        assertEquals(
                Bytes.hex("20000000 1100 0500 07000000 00000000", "00 00 0000 09000000 00000000 00000000"),
                Bytes.hex(LinkRequest.delete(BRIDGE)));
    }

    @Test
    void asks_for_one_or_for_all() {
        assertEquals(
                Bytes.hex(
                        "2c000000 1200 0100 07000000 00000000",
                        "00 00 0000 00000000 00000000 00000000",
                        "0900 0300 6e75743000 000000"),
                Bytes.hex(LinkRequest.get(NUT0)));
        assertEquals(
                Bytes.hex("20000000 1200 0103 07000000 00000000", "00 00 0000 00000000 00000000 00000000"),
                Bytes.hex(LinkRequest.all()));
        assertTrue(LinkRequest.all().isDump());
    }

    @Test
    void several_in_one_datagram_are_numbered_and_padded() {
        byte[] datagram = Request.datagram(List.of(LinkRequest.all(), LinkRequest.get(NUT0)), 41);

        List<Message> messages = Message.split(datagram, datagram.length);
        assertEquals(List.of(41, 42), messages.stream().map(Message::sequence).toList());
    }
}
