package nutshell.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalInt;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SyscallsTest {

    /** From the headers of Linux 6.1: asm/unistd_64.h, unistd_32.h, asm-generic/unistd.h. */
    @ParameterizedTest
    @CsvSource({
        "X86_64, mkdir, 83",
        "X86_64, mkdirat, 258",
        "X86_64, landlock_restrict_self, 446",
        "I386, mkdir, 39",
        "I386, socketcall, 102",
        "I386, clock_gettime64, 403",
        "X32, mkdir, 0x40000053",
        "X32, execve, 0x40000208",
        "AARCH64, mkdirat, 34",
        "AARCH64, clone3, 435",
        "ARM, mkdir, 39",
        "ARM, set_tls, 983045"
    })
    void knows_the_number_of_a_call_and_its_name(Abi abi, String call, String written) {
        int number = Integer.decode(written);

        assertEquals(OptionalInt.of(number), Syscalls.number(abi, call));
        assertEquals(Optional.of(call), Syscalls.name(abi, number));
    }

    @Test
    void knows_which_calls_a_way_does_not_have() {
        assertEquals(OptionalInt.empty(), Syscalls.number(Abi.AARCH64, "mkdir"));
        assertEquals(OptionalInt.empty(), Syscalls.number(Abi.X86_64, "socketcall"));
        assertEquals(Optional.empty(), Syscalls.name(Abi.X86_64, 100_000));
        assertTrue(Syscalls.known("riscv_flush_icache"));
    }

    @ParameterizedTest
    @EnumSource
    void every_number_stands_for_one_call(Abi abi) {
        assertTrue(
                Syscalls.of(abi).size() > 300, abi + " has " + Syscalls.of(abi).size());
        for (String call : Syscalls.of(abi)) {
            int number = Syscalls.number(abi, call).orElseThrow();
            assertEquals(Optional.of(call), Syscalls.name(abi, number));
            assertTrue(abi.isWayOf(abi.audit(), number), call);
        }
    }

    @Test
    void suggests_what_may_have_been_meant() {
        Refusal refusal = assertThrows(Refusal.class, () -> Syscalls.require("mkdirta"));

        assertEquals("unknown system call 'mkdirta': did you mean mkdir or mkdirat?", refusal.getMessage());
        assertEquals("seccomp deny mkdir", refusal.remedy());
    }

    @Test
    void shows_a_strangers_name_harmlessly() {
        String told =
                String.valueOf(assertThrows(Refusal.class, () -> Syscalls.require("\u001b[31m" + "x".repeat(9999)))
                        .getMessage());

        assertFalse(told.contains("\u001b"));
        assertTrue(told.length() < 200);
    }
}
