package nutshell.mounts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MountFlagTest {

    @Test
    void has_the_numbers_of_the_kernel() {
        // The `#define MS_` lines of /usr/include/linux/mount.h (Debian 12), without those of the kernel's own use.
        String header = """
                MS_RDONLY 1, MS_NOSUID 2, MS_NODEV 4, MS_NOEXEC 8, MS_SYNCHRONOUS 16, MS_REMOUNT 32, MS_MANDLOCK 64, \
                MS_DIRSYNC 128, MS_NOSYMFOLLOW 256, MS_NOATIME 1024, MS_NODIRATIME 2048, MS_BIND 4096, MS_MOVE 8192, \
                MS_REC 16384, MS_SILENT 32768, MS_POSIXACL 65536, MS_UNBINDABLE 131072, MS_PRIVATE 262144, \
                MS_SLAVE 524288, MS_SHARED 1048576, MS_RELATIME 2097152, MS_KERNMOUNT 4194304, MS_I_VERSION 8388608, \
                MS_STRICTATIME 16777216, MS_LAZYTIME 33554432""";

        assertEquals(
                header,
                Arrays.stream(MountFlag.values())
                        .map(flag -> flag + " " + flag.value())
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void writes_flags_as_a_program_does() {
        assertEquals("MS_BIND|MS_REC", MountFlag.names(0x5000));
        assertEquals("MS_REC|MS_PRIVATE", MountFlag.names(MountFlag.of(MountFlag.MS_PRIVATE, MountFlag.MS_REC)));
        assertEquals("0", MountFlag.names(0));
    }

    @Test
    void keeps_bits_without_a_name_as_a_number() {
        assertEquals("MS_RDONLY|0x80000000", MountFlag.names(0x8000_0001L));
        assertEquals("0x200", MountFlag.names(0x200));
    }

    @Property
    boolean loses_no_bit(@ForAll long flags) {
        long read = 0;
        for (String name : MountFlag.names(flags).split("\\|", -1)) {
            read |= name.startsWith("MS_")
                    ? MountFlag.valueOf(name).value()
                    : Long.parseUnsignedLong(name.replace("0x", ""), 16);
        }
        return read == flags;
    }
}
