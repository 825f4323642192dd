package nutshell.namespaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class NamespaceTest {

    @Test
    void has_the_numbers_of_the_kernel() {
        // Copied from the CLONE_NEW lines of /usr/include/linux/sched.h (Debian 12).
        Map<String, Integer> header = Map.of(
                "CLONE_NEWNS", 0x00020000,
                "CLONE_NEWCGROUP", 0x02000000,
                "CLONE_NEWUTS", 0x04000000,
                "CLONE_NEWIPC", 0x08000000,
                "CLONE_NEWUSER", 0x10000000,
                "CLONE_NEWPID", 0x20000000,
                "CLONE_NEWNET", 0x40000000,
                "CLONE_NEWTIME", 0x00000080);

        assertEquals(
                header,
                Arrays.stream(Namespace.values()).collect(Collectors.toMap(Namespace::flagName, Namespace::flag)));
    }

    @Test
    void names_the_links_that_children_follow() {
        assertEquals("pid_for_children", Namespace.PID.childrenLink());
        assertEquals("time_for_children", Namespace.TIME.childrenLink());
        assertEquals("mnt", Namespace.MNT.childrenLink());
        assertEquals("pid", Namespace.PID.procName());
    }

    @Test
    void finds_each_by_its_word() {
        for (Namespace namespace : Namespace.values()) {
            assertSame(namespace, Namespace.of(namespace.word()));
            assertFalse(namespace.holds().isBlank());
        }
        assertSame(Namespace.UTS, Namespace.of("UTS"));
    }

    @Test
    void writes_flags_in_its_own_order_each_once() {
        assertEquals(
                "CLONE_NEWUTS|CLONE_NEWNS", Namespace.flagNames(List.of(Namespace.MNT, Namespace.UTS, Namespace.MNT)));
        assertEquals("0", Namespace.flagNames(List.of()));
    }

    @Test
    void suggests_the_word_someone_meant() {
        Refusal refusal = assertThrows(Refusal.class, () -> Namespace.of("mount"));

        assertSame(Refusal.Kind.USAGE, refusal.kind());
        assertTrue(
                String.valueOf(refusal.getMessage()).startsWith("unknown namespace 'mount': did you mean mnt"),
                refusal.getMessage());
        assertEquals("unshare mnt", refusal.remedy());
    }

    @Test
    void lists_all_words_when_none_is_near() {
        Refusal refusal = assertThrows(Refusal.class, () -> Namespace.of("everything"));

        assertEquals(
                "unknown namespace 'everything': expected one of uts mnt pid net ipc cgroup time user",
                refusal.getMessage());
    }

    @Property
    boolean refuses_any_other_word_in_printable_characters(@ForAll String word) {
        try {
            return Namespace.of(word).word().equalsIgnoreCase(word);
        } catch (Refusal refusal) {
            return String.valueOf(refusal.getMessage()).matches("\\p{Print}*");
        }
    }
}
