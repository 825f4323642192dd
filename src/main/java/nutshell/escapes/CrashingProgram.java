package nutshell.escapes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The smallest program there can be, and it crashes: a static ELF file whose one instruction no processor knows. */
final class CrashingProgram {

    private static final int BASE = 0x40_0000;
    private static final int HEADERS = 64 + 56;
    private static final short EM_X86_64 = 62;
    private static final short EM_AARCH64 = 183;

    private CrashingProgram() {}

    static void writeTo(Path file) {
        try {
            Files.write(file, bytes());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** See elf(5). */
    static byte[] bytes() {
        boolean arm = System.getProperty("os.arch", "").equals("aarch64");
        // ud2; udf #0
        byte[] code = arm ? new byte[4] : new byte[] {0x0f, 0x0b, 0x0f, 0x0b};
        int size = HEADERS + code.length;
        return ByteBuffer.allocate(size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0})
                .putLong(0)
                .putShort((short) 2)
                .putShort(arm ? EM_AARCH64 : EM_X86_64)
                .putInt(1)
                .putLong(BASE + HEADERS)
                .putLong(64)
                .putLong(0)
                .putInt(0)
                .putShort((short) 64)
                .putShort((short) 56)
                .putShort((short) 1)
                .putShort((short) 0)
                .putInt(0)
                // One segment, to be read and run: the whole file.
                .putInt(1)
                .putInt(5)
                .putLong(0)
                .putLong(BASE)
                .putLong(BASE)
                .putLong(size)
                .putLong(size)
                .putLong(0x1_0000)
                .put(code)
                .array();
    }
}
