package nutshell.rootfs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Builds ELF files that hold headers and nothing to run. Offsets from elf(5). */
final class ElfBytes {

    private static final int STRINGS = 2048;
    private static final int DYNAMIC = 1024;
    /** Where the file is said to lie in memory: addresses must not pass for offsets. */
    private static final int ADDRESS = 0x40_0000;

    private final boolean wide;
    private final ByteOrder order;
    private final List<long[]> entries = new ArrayList<>();
    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    private String interpreter = "";
    private int machine = 62;

    ElfBytes(boolean wide, ByteOrder order) {
        this.wide = wide;
        this.order = order;
        strings.write(0);
    }

    static ElfBytes amd64() {
        return new ElfBytes(true, ByteOrder.LITTLE_ENDIAN);
    }

    ElfBytes interpreter(String path) {
        interpreter = path;
        return this;
    }

    ElfBytes machine(int number) {
        machine = number;
        return this;
    }

    ElfBytes needed(String name) {
        return entry(1, name);
    }

    ElfBytes rpath(String path) {
        return entry(15, path);
    }

    ElfBytes runpath(String path) {
        return entry(29, path);
    }

    private ElfBytes entry(int tag, String text) {
        entries.add(new long[] {tag, strings.size()});
        strings.writeBytes((text + "\0").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    byte[] bytes() {
        ByteBuffer file = ByteBuffer.allocate(STRINGS + strings.size() + 512).order(order);
        file.put(0, new byte[] {
            0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1), (byte) (order == ByteOrder.BIG_ENDIAN ? 2 : 1), 1
        });
        file.putShort(18, (short) machine);
        int header = wide ? 64 : 52;
        word(file, wide ? 32 : 28, header);
        file.putShort(wide ? 54 : 42, (short) (wide ? 56 : 32));
        file.putShort(wide ? 56 : 44, (short) 3);
        int size = wide ? 56 : 32;
        segment(file, header, 1, 0, file.limit());
        segment(file, header + size, interpreter.isEmpty() ? 0 : 3, 512, interpreter.length() + 1);
        segment(file, header + 2 * size, 2, DYNAMIC, 1024);
        file.put(512, interpreter.getBytes(StandardCharsets.UTF_8));
        file.put(STRINGS, strings.toByteArray());
        int at = DYNAMIC;
        for (long[] entry : entries) {
            at = dynamic(file, at, entry[0], entry[1]);
        }
        // After its users, as in some real files.
        dynamic(file, at, 5, ADDRESS + STRINGS);
        return file.array();
    }

    private int dynamic(ByteBuffer file, int at, long tag, long value) {
        int half = wide ? 8 : 4;
        word(file, at, tag);
        word(file, at + half, value);
        return at + 2 * half;
    }

    private void segment(ByteBuffer file, int at, int type, long offset, long size) {
        file.putInt(at, type);
        word(file, at + (wide ? 8 : 4), offset);
        word(file, at + (wide ? 16 : 8), ADDRESS + offset);
        word(file, at + (wide ? 32 : 16), size);
    }

    private void word(ByteBuffer file, int at, long value) {
        if (wide) {
            file.putLong(at, value);
        } else {
            file.putInt(at, (int) value);
        }
    }
}
