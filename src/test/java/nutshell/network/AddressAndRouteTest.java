package nutshell.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against rtnetlink(7); on a little-endian machine. */
class AddressAndRouteTest {

    private static final Link ETH0 = new Link(2, "eth0", true, Optional.empty(), Optional.empty(), 0);

    @Test
    void an_address_is_given_to_a_link_by_its_number() {
        Request request = LinkAddress.add(ETH0, Prefix.parse("10.7.0.2/24"));

        assertEquals(
                Bytes.hex(
                        "28000000 1400 0506 07000000 00000000",
                        "02 18 00 00 02000000",
                        "0800 0200 0a070002",
                        "0800 0100 0a070002"),
                Bytes.hex(request));
        assertEquals("RTM_NEWADDR 10.7.0.2/24 dev eth0", request.toString());
    }

    @Test
    void an_ipv6_address_is_good_at_once() {
        assertEquals(
                Bytes.hex(
                        "48000000 1400 0506 07000000 00000000",
                        "0a 40 00 00 02000000",
                        "1400 0200 fd000007000000000000000000000002",
                        "1400 0100 fd000007000000000000000000000002",
                        "0800 0800 02000000"),
                Bytes.hex(LinkAddress.add(ETH0, Prefix.parse("fd00:7::2/64"))));
    }

    @Test
    void a_default_route_has_a_gateway_and_no_destination() {
        Request request = Route.addDefault(Prefix.address("10.7.0.1"));

        assertEquals(
                Bytes.hex(
                        "24000000 1800 0506 07000000 00000000",
                        "02 00 00 00 fe 6e 00 01 00000000",
                        "0800 0500 0a070001"),
                Bytes.hex(request));
        assertEquals("RTM_NEWROUTE default via 10.7.0.1", request.toString());
    }

    @Test
    void only_a_route_of_our_own_is_taken_away() {
        assertEquals(
                Bytes.hex(
                        "24000000 1900 0500 07000000 00000000",
                        "02 00 00 00 fe 6e 00 01 00000000",
                        "0800 0500 0a070001"),
                Bytes.hex(Route.deleteDefault(Prefix.address("10.7.0.1"))));
    }

    @Test
    void reads_an_address_of_its_own_not_the_other_ends() {
        assertEquals(
                Optional.of(new LinkAddress(3, Prefix.parse("10.0.0.1/32"))),
                LinkAddress.of(Bytes.message(
                        "28000000 1400 0200 07000000 00000000",
                        "02 20 80 00 03000000",
                        "0800 0100 0a000002",
                        "0800 0200 0a000001")));
    }

    @Test
    void reads_routes_of_the_main_table() {
        Message onLink = Bytes.message(
                "2c000000 1800 0200 07000000 00000000",
                "02 18 00 00 fe 02 fd 01 00000000",
                "0800 0100 0a070000",
                "0800 0400 02000000");
        Message local = Bytes.message(
                "24000000 1800 0200 07000000 00000000", "02 20 00 00 ff 02 fe 02 00000000", "0800 0100 0a070002");

        assertEquals(
                Optional.of(new Route(Optional.of(Prefix.parse("10.7.0.0/24")), Optional.empty(), Optional.of(2))),
                Route.of(onLink));
        assertEquals(Optional.empty(), Route.of(local));
        assertEquals(Optional.empty(), LinkAddress.of(onLink));
    }
}
