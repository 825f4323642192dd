package nutshell.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import nutshell.kernel.ChildList.Entry;
import nutshell.namespaces.Namespace;
import org.junit.jupiter.api.Test;

/** The layout that the child's machine code relies on, byte by byte. */
class ChildMemoryTest {

    private final RecordingLibc libc = new RecordingLibc(new Notes());

    private static Pointer at(long address) {
        return Pointer.wrap(Runtime.getSystemRuntime(), address);
    }

    private static long number(Syscall syscall) {
        return syscall.number();
    }

    @Test
    void lies_in_memory_as_the_machine_code_reads_it() {
        ChildList list = new ChildList().unshare(Namespace.CGROUP).takeTerminal(0);
        try (ChildMemory memory = new ChildMemory(libc, list)) {
            byte[] bytes = new byte[16 + 3 * 96];
            at(memory.listAddress()).get(0, bytes, 0, bytes.length);

            ByteBuffer expected = ByteBuffer.allocate(bytes.length).order(ByteOrder.LITTLE_ENDIAN);
            expected.putLong(libc.dlsym(0, "clock_gettime").address()).putLong(0);
            entry(expected, number(Syscall.UNSHARE), 0x0200_0000, 0, 0);
            entry(expected, number(Syscall.IOCTL), 0, 0x5410, memory.pidAddress());
            expected.putLong(-1);
            assertArrayEquals(expected.array(), bytes);
        }
    }

    /** Number, six arguments, the result that means "never reached", two clock readings. */
    private static void entry(ByteBuffer into, long number, long first, long second, long third) {
        into.putLong(number).putLong(first).putLong(second).putLong(third);
        into.putLong(0).putLong(0).putLong(0);
        into.putLong(Long.MIN_VALUE);
        into.putLong(0).putLong(0).putLong(0).putLong(0);
    }

    @Test
    void keeps_the_own_number_behind_the_list_and_the_stack_away_from_both() {
        ChildList list = new ChildList().ownProcessGroup();
        try (ChildMemory memory = new ChildMemory(libc, list)) {
            long end = memory.listAddress() + 16 + 96 + 96;

            assertEquals(end, memory.pidAddress());
            assertEquals(0, memory.stackAddress() % 16);
            assertEquals(memory.listAddress() + 64 * 1024 - 64, memory.stackAddress());
        }
    }

    @Test
    void tells_how_far_the_child_came_and_how_long_it_took() {
        ChildList list = new ChildList().ownProcessGroup().ownProcessGroup();
        try (ChildMemory memory = new ChildMemory(libc, list)) {
            assertEquals(0, memory.reached(2));

            Pointer first = at(memory.listAddress() + 16);
            first.putLong(56, -13);
            first.putLong(64, 5);
            first.putLong(72, 999_999_000);
            first.putLong(80, 6);
            first.putLong(88, 41_000);

            assertEquals(1, memory.reached(2));
            assertEquals(-13, memory.result(0));
            assertEquals(42, memory.micros(0));
            assertEquals(0, memory.micros(1));
        }
    }

    @Test
    void refuses_a_list_that_would_grow_into_the_stack() {
        ChildList list = new ChildList();
        IntStream.range(0, 400).forEach(i -> list.ownProcessGroup());

        assertThrows(IllegalArgumentException.class, () -> new ChildMemory(libc, list));
    }

    @Test
    void hands_strings_over_as_c_has_them() {
        ChildList list = new ChildList()
                .joinCgroup(8)
                .mount(null, "/prøc", "proc", 6, null)
                .execve("/bin/sh", List.of("sh", "-c", ""), List.of("A=b"));

        Entry join = list.entries().get(0);
        assertEquals("0", at(join.values().get(1)).getString(0));
        assertEquals(List.of(8L, join.values().get(1), 1L), join.values());
        Entry mount = list.entries().get(1);
        assertEquals(0, mount.values().get(0));
        assertArrayEquals(new byte[] {'/', 'p', 'r', (byte) 0xc3, (byte) 0xb8, 'c', 0}, bytes(mount, 1, 7));
        assertEquals(List.of(6L, 0L), mount.values().subList(3, 5));
        Entry execve = list.entries().get(2);
        assertEquals(List.of("sh", "-c", ""), strings(execve.values().get(1)));
        assertEquals(List.of("A=b"), strings(execve.values().get(2)));
    }

    private static byte[] bytes(Entry entry, int argument, int length) {
        byte[] bytes = new byte[length];
        at(entry.values().get(argument)).get(0, bytes, 0, length);
        return bytes;
    }

    /** Up to the null pointer that ends the array. */
    private static List<String> strings(long array) {
        return IntStream.iterate(0, i -> at(array).getAddress(8L * i) != 0, i -> i + 1)
                .mapToObj(i -> at(at(array).getAddress(8L * i)).getString(0))
                .toList();
    }

    @Test
    void decodes_what_the_child_does_as_strace_would() {
        ChildList list = new ChildList()
                .dup(7, 0)
                .awaitClose(new int[] {3, 4})
                .dieWithParent()
                .mount("a\u001b", "/", null, 4096, null)
                .execve("/bin/sh", List.of("sh", "-c", "\n"), List.of("A=b", "C=d"));

        assertEquals(
                List.of(
                        "dup3(7, 0, 0)",
                        "close(4)",
                        "read(3, \"\", 1)",
                        "prctl(PR_SET_PDEATHSIG, SIGKILL)",
                        "mount(\"a\\033\", \"/\", NULL, MS_BIND, NULL)",
                        "execve(\"/bin/sh\", [\"sh\", \"-c\", \"\\n\"], 2 vars)"),
                decoded(list));
    }

    @Test
    void leaves_a_program_default_signals_and_three_descriptors() {
        List<Entry> entries = new ChildList().cleanSlate().entries();

        assertEquals(
                List.of(2L, 3L, 13L, 20L, 21L, 22L),
                entries.stream()
                        .filter(entry -> entry.number() == Syscall.RT_SIGACTION.number())
                        .map(entry -> entry.values().get(0))
                        .toList());
        assertEquals(
                List.of("close_range(3, 4294967295, 0)", "rt_sigprocmask(SIG_SETMASK, [], NULL, 8)"),
                decoded(new ChildList().cleanSlate()).subList(6, 8));
        assertArrayEquals(new byte[32], bytes(entries.get(0), 1, 32));
    }

    private static List<String> decoded(ChildList list) {
        return list.entries().stream()
                .map(entry -> entry.name() + "(" + String.join(", ", entry.decoded()) + ")")
                .toList();
    }
}
