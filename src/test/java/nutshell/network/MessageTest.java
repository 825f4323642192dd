package nutshell.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Answers captured on Linux 6.18 in an empty network namespace. */
class MessageTest {

    private static final String REFUSED = "580000000200000207000000db7f0000"
            + "9bffffff 24000000180005060700000000000000 02000000fe03000100000000 080005000a090909"
            + "200001004e657874686f702068617320696e76616c6964206761746577617900";

    private static final String GRANTED =
            "240000000200000107000000db7f0000" + "00000000 28000000100005000700000000000000";

    @Test
    void tells_what_the_kernel_adds_to_a_refusal() {
        Message message = Bytes.message(REFUSED);

        assertTrue(message.isAnswer());
        assertEquals(7, message.sequence());
        assertEquals(new Answer(101, Optional.of("Nexthop has invalid gateway")), Answer.of(message));
        assertTrue(Answer.of(message).refuses());
    }

    @Test
    void knows_a_request_that_was_granted() {
        assertEquals(new Answer(0, Optional.empty()), Answer.of(Bytes.message(GRANTED)));
        assertFalse(Answer.of(Bytes.message(GRANTED)).refuses());
    }

    @Test
    void takes_a_datagram_apart() {
        byte[] both = Bytes.of(REFUSED, GRANTED);

        assertEquals(2, Message.split(both, both.length).size());
        assertEquals(1, Message.split(both, both.length - 1).size());
        assertEquals(List.of(), Message.split(both, 15));
    }

    @Test
    void reads_a_link() {
        Message message = Bytes.message(
                "4c000000 1000 0000 07000000 00000000",
                "00 00 0100 09000000 03100000 00000000",
                "0900 0300 6e75743000 000000",
                "0800 1b00 34120000",
                "0800 0a00 08000000",
                "1000 1280  0b00 0100 62726964676500 00");

        assertEquals(
                Optional.of(new Link(9, "nut0", true, Optional.of("bridge"), Optional.of(8), 0x1234)),
                Link.of(message));
        assertEquals(Optional.empty(), Link.of(Bytes.message(GRANTED)));
    }

    @Test
    void survives_any_bytes() {
        Random random = new Random(4711);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(96)];
            random.nextBytes(bytes);
            if (bytes.length >= 24) {
                ByteBuffer.wrap(bytes).putInt(0, Integer.reverseBytes(16 + random.nextInt(bytes.length - 15)));
                bytes[4] = List.of((byte) 16, (byte) 20, (byte) 24).get(random.nextInt(3));
                bytes[5] = 0;
            }
            for (Message message : Message.split(bytes, bytes.length)) {
                Link.of(message);
                LinkAddress.of(message);
                Route.of(message);
                Masquerade.ourTable(message);
            }
        }
    }
}
