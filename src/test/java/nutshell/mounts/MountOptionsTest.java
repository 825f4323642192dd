package nutshell.mounts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MountOptionsTest {

    @Test
    void parts_flags_from_what_the_file_system_reads() {
        MountOptions options = MountOptions.parse("nosuid,nodev,size=4m,noexec,mode=755");

        assertEquals("MS_NOSUID|MS_NODEV|MS_NOEXEC", MountFlag.names(options.flags()));
        assertEquals("size=4m,mode=755", options.data());
    }

    @Test
    void knows_each_word_by_its_flag() {
        assertEquals("MS_RDONLY", names("ro"));
        assertEquals("MS_SYNCHRONOUS|MS_DIRSYNC", names("sync,dirsync"));
        assertEquals("MS_NODIRATIME|MS_LAZYTIME", names("nodiratime,lazytime"));
        assertEquals("MS_NOSYMFOLLOW|MS_SILENT", names("nosymfollow,silent"));
        assertEquals("MS_REMOUNT|MS_BIND", names("remount,bind"));
        assertEquals("MS_BIND|MS_REC", names("rbind"));
        assertEquals("MS_PRIVATE", names("private"));
        assertEquals("MS_REC|MS_PRIVATE", names("rprivate"));
        assertEquals("MS_REC|MS_SHARED", names("rshared"));
        assertEquals("MS_REC|MS_SLAVE", names("rslave"));
        assertEquals("MS_REC|MS_UNBINDABLE", names("runbindable"));
        assertEquals("0", names("defaults"));
        assertEquals("0", names(""));
    }

    @Test
    void lets_the_last_of_two_contradicting_words_win() {
        assertEquals("0", names("ro,rw"));
        assertEquals("MS_RDONLY", names("rw,ro"));
        assertEquals("0", names("nosuid,nodev,noexec,sync,suid,dev,exec,async"));
        assertEquals("MS_RELATIME", names("noatime,relatime"));
        assertEquals("MS_STRICTATIME", names("relatime,strictatime"));
        assertEquals("MS_SHARED", names("private,slave,shared"));
        assertEquals("MS_RDONLY", names("ro,defaults"));
    }

    @Test
    void keeps_a_comma_that_overlayfs_wants_escaped() {
        assertEquals(
                "lowerdir=/a\\,ro:/b,upperdir=/u",
                MountOptions.parse("lowerdir=/a\\,ro:/b,upperdir=/u").data());
    }

    @Test
    void makes_one_call_where_one_is_enough() {
        assertEquals(List.of(MountOptions.parse("ro,size=4m")), MountOptions.calls("ro,size=4m"));
        assertEquals(List.of(MountOptions.parse("rbind")), MountOptions.calls("rbind"));
        assertEquals(List.of(MountOptions.parse("rprivate")), MountOptions.calls("rprivate"));
        assertEquals(List.of(MountOptions.parse("remount,bind,ro")), MountOptions.calls("remount,bind,ro"));
        assertEquals(List.of(new MountOptions(0, "")), MountOptions.calls(""));
    }

    @Test
    void makes_as_many_calls_as_the_kernel_needs() {
        // As strace shows it of mount(8) 2.38 on Debian 12, `mount -o rbind,ro,nosuid,private a b`, but for flags that
        // the kernel ignores there: the others in its first call, MS_REC in its third.
        assertEquals(
                List.of("MS_BIND|MS_REC", "MS_PRIVATE", "MS_RDONLY|MS_NOSUID|MS_REMOUNT|MS_BIND"),
                MountOptions.calls("rbind,ro,nosuid,private").stream()
                        .map(call -> MountFlag.names(call.flags()))
                        .toList());
        assertEquals(
                List.of("MS_BIND", "MS_REC|MS_SLAVE"),
                MountOptions.calls("bind,private,rslave").stream()
                        .map(call -> MountFlag.names(call.flags()))
                        .toList());
    }

    @Property
    boolean reads_any_words(@ForAll String words) {
        return MountOptions.calls(words).size() <= 3;
    }

    private static String names(String words) {
        return MountFlag.names(MountOptions.parse(words).flags());
    }
}
