package nutshell.doctor;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ElfTest {

    private static final int LOAD = 1;
    private static final int DYNAMIC = 2;
    private static final int INTERP = 3;

    @Test
    void knows_a_static_program() {
        assertTrue(Elf.isStatic(elf(LOAD, LOAD)));
    }

    @Test
    void knows_a_position_independent_static_program() {
        assertTrue(Elf.isStatic(elf(LOAD, DYNAMIC)));
    }

    @Test
    void knows_a_program_that_asks_for_an_interpreter() {
        assertFalse(Elf.isStatic(elf(LOAD, INTERP, DYNAMIC)));
    }

    @Test
    void takes_no_script_and_no_torso_for_a_program() {
        assertFalse(
                Elf.isStatic("#!/bin/sh\nexec busybox \"$@\"\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        assertFalse(Elf.isStatic(new byte[0]));
        assertFalse(Elf.isStatic(Arrays.copyOf(elf(LOAD, LOAD), 70)));
    }

    /** Makes a 64-bit little-endian file that is all header, with program headers of these types. */
    static byte[] elf(int... types) {
        ByteBuffer file = ByteBuffer.allocate(64 + 56 * types.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
        file.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) types.length);
        for (int i = 0; i < types.length; i++) {
            file.putInt(64 + 56 * i, types[i]);
        }
        return file.array();
    }
}
