package nutshell.capabilities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class CapabilityTest {

    @Test
    void has_the_numbers_of_the_kernel() {
        // The `#define CAP_` lines of /usr/include/linux/capability.h (Debian 12), name and number.
        String header = """
                CAP_CHOWN 0, CAP_DAC_OVERRIDE 1, CAP_DAC_READ_SEARCH 2, CAP_FOWNER 3, CAP_FSETID 4, CAP_KILL 5, \
                CAP_SETGID 6, CAP_SETUID 7, CAP_SETPCAP 8, CAP_LINUX_IMMUTABLE 9, CAP_NET_BIND_SERVICE 10, \
                CAP_NET_BROADCAST 11, CAP_NET_ADMIN 12, CAP_NET_RAW 13, CAP_IPC_LOCK 14, CAP_IPC_OWNER 15, \
                CAP_SYS_MODULE 16, CAP_SYS_RAWIO 17, CAP_SYS_CHROOT 18, CAP_SYS_PTRACE 19, CAP_SYS_PACCT 20, \
                CAP_SYS_ADMIN 21, CAP_SYS_BOOT 22, CAP_SYS_NICE 23, CAP_SYS_RESOURCE 24, CAP_SYS_TIME 25, \
                CAP_SYS_TTY_CONFIG 26, CAP_MKNOD 27, CAP_LEASE 28, CAP_AUDIT_WRITE 29, CAP_AUDIT_CONTROL 30, \
                CAP_SETFCAP 31, CAP_MAC_OVERRIDE 32, CAP_MAC_ADMIN 33, CAP_SYSLOG 34, CAP_WAKE_ALARM 35, \
                CAP_BLOCK_SUSPEND 36, CAP_AUDIT_READ 37, CAP_PERFMON 38, CAP_BPF 39, CAP_CHECKPOINT_RESTORE 40""";

        assertEquals(
                header,
                Arrays.stream(Capability.values())
                        .map(capability -> capability + " " + capability.number())
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void says_of_each_in_one_sentence_of_its_own_what_it_allows() {
        assertEquals(
                41,
                Arrays.stream(Capability.values())
                        .map(Capability::allows)
                        .filter(sentence -> sentence.matches("[A-Z][^.]+\\."))
                        .distinct()
                        .count());
    }

    @Test
    void takes_a_name_with_or_without_its_prefix_in_any_case() {
        assertSame(Capability.CAP_SYS_ADMIN, Capability.of("CAP_SYS_ADMIN"));
        assertSame(Capability.CAP_SYS_ADMIN, Capability.of("cap_sys_admin"));
        assertSame(Capability.CAP_SYS_ADMIN, Capability.of("SYS_ADMIN"));
        assertSame(Capability.CAP_SYS_ADMIN, Capability.of("sys_admin"));
    }

    @Test
    void suggests_the_name_someone_meant() {
        Refusal refusal = assertThrows(Refusal.class, () -> Capability.of("cap_sys_amdin"));

        assertSame(Refusal.Kind.USAGE, refusal.kind());
        assertTrue(String.valueOf(refusal.getMessage()).contains("did you mean CAP_SYS_ADMIN"), refusal.getMessage());
        assertEquals("capabilities drop CAP_SYS_ADMIN", refusal.remedy());
    }

    @Test
    void suggests_nothing_that_only_shares_the_prefix() {
        Refusal refusal = assertThrows(Refusal.class, () -> Capability.of("CAP_X"));

        assertEquals(
                "unknown capability 'CAP_X': expected a name of capabilities(7), such as CAP_SYS_ADMIN",
                refusal.getMessage());
    }

    @Property
    boolean refuses_any_other_word_in_printable_characters(@ForAll String word) {
        try {
            return Capability.of(word).name().endsWith(word.toUpperCase(Locale.ROOT));
        } catch (Refusal refusal) {
            return String.valueOf(refusal.getMessage()).matches("\\p{Print}*");
        }
    }
}
