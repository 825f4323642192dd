package nutshell.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {

    @ParameterizedTest
    @CsvSource({
        "10.7.0.2/24, 10.7.0.2/24, 10.7.0.0/24",
        "10.7.0.130/25, 10.7.0.130/25, 10.7.0.128/25",
        "255.255.255.255/1, 255.255.255.255/1, 128.0.0.0/1",
        "10.7.0.2/32, 10.7.0.2/32, 10.7.0.2/32",
        "FD00:7::2/64, fd00:7::2/64, fd00:7::/64",
        "::1/128, ::1/128, ::1/128",
        "2001:db8:0:0:1:0:0:0/68, 2001:db8:0:0:1::/68, 2001:db8::/68",
        "2001:0:1:0:2:0:3:0/127, 2001:0:1:0:2:0:3:0/127, 2001:0:1:0:2:0:3:0/127"
    })
    void is_read_and_written_as_people_do(String text, String written, String network) {
        assertEquals(written, Prefix.parse(text).toString());
        assertEquals(network, Prefix.parse(text).network().toString());
        assertEquals(Prefix.parse(text), Prefix.parse(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.7.0.2", "10.7.0.2/", "10.7.0.2/33", "10.7.0.2/0", "10.7.0.2/-1", "10.7.0/24", "10.7.0.256/24",
                "10.07.0.2/24", "localhost/8", "example.org/24", "fe80::1%eth0/64", ":::/64", "1:2/64", "::1/129",
                "12345::/64", "/24", "1.2.3.4/9999999999", "\u001b[31m/24"
            })
    void refuses_all_else_without_asking_anybody_for_a_name(String text) {
        Refusal refusal = assertThrows(Refusal.class, () -> Prefix.parse(text));

        assertEquals(Refusal.Kind.USAGE, refusal.kind());
        assertEquals("10.7.0.2/24", refusal.remedy());
        assertTrue(String.valueOf(refusal.getMessage()).chars().noneMatch(Character::isISOControl));
    }

    @Test
    void has_a_mask_of_ones_then_zeros() {
        assertArrayEquals(Bytes.of("ff ff e0 00"), Prefix.parse("10.7.0.2/19").mask());
    }

    @ParameterizedTest
    @CsvSource({
        "10.7.0.1/24, 10.7.0.9/24, true",
        "10.7.0.1/24, 10.0.0.0/8, true",
        "10.0.0.0/8, 10.7.0.1/24, true",
        "10.7.0.1/24, 10.7.1.1/24, false",
        "10.7.0.1/24, fd00::1/8, false",
        "fd00::1/64, fd00::2/128, true"
    })
    void knows_which_networks_overlap(String one, String other, boolean overlap) {
        assertEquals(overlap, Prefix.parse(one).overlaps(Prefix.parse(other)));
    }
}
