package nutshell.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;

/**
 * Static programs of a few bytes for x86-64 Linux that make one system call, chosen to the number, and exit with the errno
 * it was answered with: no C library decides between mkdir and mkdirat for them.
 */
final class TinyElf {

    private static final int BASE = 0x40_0000;

    private TinyElf() {}

    /** {@code mkdir(argv[1], 0755)} by syscall. */
    static Path mkdir(Path file) throws IOException {
        // mov rdi,[rsp+16]; mov esi,0755; mov eax,83
        return write64(file, "488b7c2410" + "beed010000" + "b853000000");
    }

    /** {@code mkdirat(AT_FDCWD, argv[1], 0755)} by syscall. */
    static Path mkdirat(Path file) throws IOException {
        // mov edi,-100; mov rsi,[rsp+16]; mov edx,0755; mov eax,258
        return write64(file, "bf9cffffff" + "488b742410" + "baed010000" + "b802010000");
    }

    /** Any call with one argument, the others 0. */
    static Path call(Path file, int number, long argument) throws IOException {
        byte[] words = new byte[12];
        ByteBuffer.wrap(words).order(ByteOrder.LITTLE_ENDIAN).putLong(argument).putInt(number);
        String hex = HexFormat.of().formatHex(words);
        // movabs rdi,…; xor esi,esi; xor edx,edx; xor r10d,r10d; xor r8d,r8d; xor r9d,r9d; mov eax,…
        return write64(file, "48bf" + hex.substring(0, 16) + "31f631d24531d24531c04531c9" + "b8" + hex.substring(16));
    }

    /** {@code mkdir(argv[1], 0755)} of a 32-bit program, by int 0x80. */
    static Path mkdir32(Path file) throws IOException {
        // mov ebx,[esp+8]; mov ecx,0755; mov eax,39
        return write32(file, "8b5c2408" + "b9ed010000" + "b827000000");
    }

    /** {@code mkdirat(AT_FDCWD, argv[1], 0755)} of a 32-bit program, by int 0x80. */
    static Path mkdirat32(Path file) throws IOException {
        // mov ebx,-100; mov ecx,[esp+8]; mov edx,0755; mov eax,296
        return write32(file, "bb9cffffff" + "8b4c2408" + "baed010000" + "b828010000");
    }

    private static Path write64(Path file, String code) throws IOException {
        // syscall; mov edi,eax; neg edi; mov eax,231 (exit_group); syscall
        byte[] text = HexFormat.of().parseHex(code + "0f05" + "89c7" + "f7df" + "b8e7000000" + "0f05");
        byte[] bytes = new byte[120 + text.length];
        ByteBuffer elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header(elf, 2, 62);
        elf.putLong(BASE + 120).putLong(64).putLong(0).putInt(0);
        elf.putShort((short) 64)
                .putShort((short) 56)
                .putShort((short) 1)
                .putShort((short) 0)
                .putInt(0);
        elf.putInt(1).putInt(5).putLong(0).putLong(BASE).putLong(BASE);
        elf.putLong(elf.capacity()).putLong(elf.capacity()).putLong(0x1000);
        elf.put(text);
        return program(file, bytes);
    }

    private static Path write32(Path file, String code) throws IOException {
        // int 0x80; mov ebx,eax; neg ebx; mov eax,1 (exit); int 0x80
        byte[] text = HexFormat.of().parseHex(code + "cd80" + "89c3" + "f7db" + "b801000000" + "cd80");
        byte[] bytes = new byte[84 + text.length];
        ByteBuffer elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header(elf, 1, 3);
        elf.putInt(BASE + 84).putInt(52).putInt(0).putInt(0);
        elf.putShort((short) 52)
                .putShort((short) 32)
                .putShort((short) 1)
                .putShort((short) 0)
                .putInt(0);
        elf.putInt(1).putInt(0).putInt(BASE).putInt(BASE);
        elf.putInt(elf.capacity()).putInt(elf.capacity()).putInt(5).putInt(0x1000);
        elf.put(text);
        return program(file, bytes);
    }

    /** The beginning that both classes share: magic, class, little-endian, version; executable, machine, version. */
    private static void header(ByteBuffer elf, int elfClass, int machine) {
        elf.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) elfClass, 1, 1, 0}).putLong(0);
        elf.putShort((short) 2).putShort((short) machine).putInt(1);
    }

    private static Path program(Path file, byte[] elf) throws IOException {
        Files.write(file, elf);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
