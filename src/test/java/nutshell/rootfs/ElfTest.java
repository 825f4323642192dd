package nutshell.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ElfTest {

    private static Elf parse(ElfBytes bytes) throws Unfit {
        return Elf.parse(ByteBuffer.wrap(bytes.bytes()));
    }

    @Test
    void reads_all_four_word_sizes_and_byte_orders() throws Unfit {
        for (boolean wide : new boolean[] {true, false}) {
            for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
                ElfBytes bytes = new ElfBytes(wide, order)
                        .interpreter("/lib/ld.so")
                        .needed("libc.so.6")
                        .needed("libm.so.6")
                        .rpath("/a:/b")
                        .runpath("$ORIGIN/../lib");

                assertEquals(
                        new Elf(
                                wide ? 64 : 32,
                                62,
                                Optional.of("/lib/ld.so"),
                                List.of("libc.so.6", "libm.so.6"),
                                List.of("/a", "/b"),
                                List.of("$ORIGIN/../lib")),
                        parse(bytes));
            }
        }
    }

    @Test
    void calls_a_program_without_a_loader_static() throws Unfit {
        assertTrue(parse(ElfBytes.amd64()).isStatic());
        assertFalse(parse(ElfBytes.amd64().interpreter("/lib/ld.so")).isStatic());
    }

    @Test
    void refuses_what_is_no_elf_file() {
        assertThrows(
                Unfit.class,
                () -> Elf.parse(ByteBuffer.wrap("#!/bin/sh\n".repeat(10).getBytes(StandardCharsets.UTF_8))));
        assertThrows(Unfit.class, () -> Elf.parse(ByteBuffer.wrap(new byte[0])));
        assertThrows(Unfit.class, () -> Elf.parse(ByteBuffer.wrap(new byte[] {0x7f, 'E', 'L', 'F'})));
    }

    @Test
    void refuses_headers_that_point_outside_the_file() {
        ByteBuffer far = ByteBuffer.wrap(ElfBytes.amd64().bytes()).order(ByteOrder.LITTLE_ENDIAN);
        far.putLong(32, Long.MAX_VALUE);

        Unfit unfit = assertThrows(Unfit.class, () -> Elf.parse(far));
        assertTrue(unfit.toString().contains("outside the file"));
    }

    @Property(tries = 500)
    void believes_no_header(@ForAll long seed) {
        byte[] bytes =
                ElfBytes.amd64().interpreter("/l").needed("a").runpath("b").bytes();
        Random random = new Random(seed);
        for (int i = random.nextInt(6); i >= 0; i--) {
            bytes[random.nextInt(1100)] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
        }
        try {
            Elf.parse(ByteBuffer.wrap(bytes));
        } catch (Unfit e) {
            assertTrue(e.toString().length() > 10);
        }
    }
}
