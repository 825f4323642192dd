package nutshell.doctor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Tells a static program from its ELF header. See elf(5). */
final class Elf {

    /** Enough for the header and the program headers, which linkers put right behind it. */
    static final int HEAD = 4096;

    private static final int PT_INTERP = 3;

    private Elf() {}

    /** Returns whether the kernel can start it alone: an ELF file that asks for no interpreter. */
    static boolean isStatic(byte[] head) {
        if (head.length < 64 || head[0] != 0x7f || head[1] != 'E' || head[2] != 'L' || head[3] != 'F') {
            return false;
        }
        boolean wide = head[4] == 2;
        ByteBuffer elf = ByteBuffer.wrap(head).order(head[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        long table = wide ? elf.getLong(32) : elf.getInt(28);
        int size = Short.toUnsignedInt(elf.getShort(wide ? 54 : 42));
        int count = Short.toUnsignedInt(elf.getShort(wide ? 56 : 44));
        if (table < 0 || table > head.length || count == 0 || table + (long) size * count > head.length) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (elf.getInt((int) table + i * size) == PT_INTERP) {
                return false;
            }
        }
        return true;
    }
}
