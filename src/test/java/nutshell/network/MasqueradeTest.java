package nutshell.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against {@code <linux/netfilter/nf_tables.h>}: headers in this machine's order, numbers in the network's. */
class MasqueradeTest {

    private static final Masquerade NAT = new Masquerade(new InterfaceName("nut0"), "s");
    private static final List<Request> BATCH = NAT.make(Prefix.parse("10.7.0.0/24"));

    /** NFTA_*_TABLE and NFTA_TABLE_NAME: {@code nutshell_nut0_s}. */
    private static final String TABLE = "1400 0100 6e75747368656c6c5f6e7574305f7300";

    @Test
    void a_batch_begins_and_ends_for_the_subsystem() {
        assertEquals(5, BATCH.size());
        assertEquals(Bytes.hex("14000000 1000 0100 07000000 00000000 00 00 000a"), Bytes.hex(BATCH.get(0)));
        assertEquals(Bytes.hex("14000000 1100 0100 07000000 00000000 00 00 000a"), Bytes.hex(BATCH.get(4)));
    }

    @Test
    void the_table_is_named_after_the_bridge_and_the_session() {
        assertEquals(Bytes.hex("28000000 000a 0506 07000000 00000000 02 00 0000", TABLE), Bytes.hex(BATCH.get(1)));
        assertEquals("NFT_MSG_NEWTABLE ip nutshell_nut0_s", BATCH.get(1).toString());
    }

    @Test
    void the_chain_hangs_behind_routing_where_source_addresses_are_changed() {
        assertEquals(
                Bytes.hex(
                        "5c000000 030a 0506 07000000 00000000 02 00 0000",
                        TABLE,
                        "1000 0300 706f7374726f7574696e6700",
                        "1400 0480  0800 0100 00000004  0800 0200 00000064",
                        "0800 0500 00000001",
                        "0800 0700 6e617400"),
                Bytes.hex(BATCH.get(2)));
    }

    @Test
    void the_rule_compares_source_and_way_out_then_masquerades() {
        String dreg = "0800 0100 00000001";
        assertEquals(
                Bytes.hex(
                        "50010000 060a 0504 07000000 00000000 02 00 0000",
                        TABLE,
                        "1000 0200 706f7374726f7574696e6700",
                        "1801 0480",
                        "3400 0180 0c00 0100 7061796c6f616400 2400 0280",
                        dreg + "0800 0200 00000001  0800 0300 0000000c  0800 0400 00000004",
                        "4400 0180 0c00 0100 6269747769736500 3400 0280",
                        dreg + "0800 0200 00000001  0800 0300 00000004",
                        "0c00 0480 0800 0100 ffffff00  0c00 0580 0800 0100 00000000",
                        "2c00 0180 0800 0100 636d7000 2000 0280",
                        dreg + "0800 0200 00000000  0c00 0380 0800 0100 0a070000",
                        "2400 0180 0900 0100 6d65746100 000000 1400 0280",
                        dreg + "0800 0200 00000007",
                        "3800 0180 0800 0100 636d7000 2c00 0280",
                        dreg + "0800 0200 00000001  1800 0380 1400 0100 6e757430000000000000000000000000",
                        "1400 0180 0900 0100 6d61737100 000000 0400 0280"),
                Bytes.hex(BATCH.get(3)));
        assertEquals(
                "NFT_MSG_NEWRULE ip saddr 10.7.0.0/24 oifname != nut0 masquerade",
                BATCH.get(3).toString());
    }

    @Test
    void is_deleted_by_its_name() {
        assertEquals(
                Bytes.hex("28000000 020a 0500 07000000 00000000 02 00 0000", TABLE),
                Bytes.hex(NAT.delete().get(1)));
    }

    @Test
    void knows_tables_of_ours() {
        String header = " 000a 0200 07000000 00000000 02 00 0000";
        assertEquals(Optional.of("nutshell_nut0_s"), Masquerade.ourTable(Bytes.message("28000000", header, TABLE)));
        assertEquals(Optional.empty(), Masquerade.ourTable(Bytes.message("1c000000", header, "0800 0100 6e617400")));
    }
}
