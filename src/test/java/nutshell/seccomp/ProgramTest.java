package nutshell.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramTest {

    private static final Instruction LET_THROUGH = answer(Action.ALLOW);

    private static Instruction answer(Action action) {
        return new Instruction(Bpf.RET | Bpf.K, 0, 0, action.returned());
    }

    private static Instruction plain(int code, int k) {
        return new Instruction(code, 0, 0, k);
    }

    /** Instructions of which many are well formed, so that whole programs are well formed now and then. */
    @Provide
    static Arbitrary<List<Instruction>> programs() {
        Arbitrary<Integer> codes = Arbitraries.oneOf(
                Arbitraries.of(
                        Bpf.LD | Bpf.ABS,
                        Bpf.LDX | Bpf.IMM,
                        Bpf.JMP | Bpf.JEQ,
                        Bpf.JMP | Bpf.JSET | Bpf.X,
                        Bpf.ALU | Bpf.DIV | Bpf.X,
                        Bpf.ALU | Bpf.XOR,
                        Bpf.ST,
                        Bpf.MISC | Bpf.TAX,
                        Bpf.RET | Bpf.A),
                Arbitraries.integers().between(0, 0xffff));
        Arbitrary<Integer> small = Arbitraries.integers().between(0, 3);
        Arbitrary<Integer> k = Arbitraries.oneOf(Arbitraries.integers().between(0, 64), Arbitraries.integers());
        Arbitrary<Instruction> instructions =
                Combinators.combine(codes, small, small, k).as(Instruction::new);
        return instructions
                .list()
                .ofMaxSize(8)
                .map(list -> Stream.concat(list.stream(), Stream.of(LET_THROUGH, LET_THROUGH, LET_THROUGH, LET_THROUGH))
                        .toList());
    }

    @Property(tries = 5000)
    void any_program_that_has_no_defect_comes_to_an_end(
            @ForAll("programs") List<Instruction> instructions, @ForAll int number, @ForAll int arch) {
        Program program = new Program(instructions);
        if (program.defect().isEmpty()) {
            CallData call = new CallData(number, arch, 0, List.of(0L, 1L, -1L, 0L, 0L, 0L));
            assertTrue(program.decide(call).kind() != null);
        }
    }

    @Property(tries = 2000)
    void any_bytes_can_be_listed(@ForAll byte[] bytes) {
        Program program = Program.read(bytes);

        assertEquals(program.length(), program.listing().size());
        assertTrue(program.listing().stream().allMatch(line -> line.matches("\\p{Print}+")));
    }

    @Property
    void any_bytes_are_written_as_they_were_read(@ForAll byte[] bytes) {
        byte[] whole = java.util.Arrays.copyOf(bytes, bytes.length / 8 * 8);

        assertEquals(List.of(boxed(whole)), List.of(boxed(Program.read(bytes).bytes())));
    }

    private static Byte[] boxed(byte[] bytes) {
        Byte[] boxed = new Byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            boxed[i] = bytes[i];
        }
        return boxed;
    }

    /** What {@code bpf_check_classic} and {@code seccomp_check_filter} of Linux refuse. */
    static Stream<List<Instruction>> defective() {
        return Stream.of(
                List.of(),
                List.of(plain(Bpf.LD | Bpf.ABS, 0)),
                List.of(plain(Bpf.LD | Bpf.ABS, 2), LET_THROUGH),
                List.of(plain(Bpf.LD | Bpf.ABS, 64), LET_THROUGH),
                List.of(plain(Bpf.LD | Bpf.ABS, -4), LET_THROUGH),
                List.of(plain(0x28, 0), LET_THROUGH),
                List.of(new Instruction(Bpf.JMP | Bpf.JEQ, 1, 0, 0), LET_THROUGH),
                List.of(new Instruction(Bpf.JMP | Bpf.JEQ, 0, 1, 0), LET_THROUGH),
                List.of(plain(Bpf.JMP | Bpf.JA, 1), LET_THROUGH),
                List.of(plain(Bpf.JMP | Bpf.JA, -1), LET_THROUGH),
                List.of(plain(Bpf.ALU | Bpf.DIV, 0), LET_THROUGH),
                List.of(plain(Bpf.ALU | Bpf.LSH, 32), LET_THROUGH),
                List.of(plain(Bpf.ALU | 0x90, 1), LET_THROUGH),
                List.of(plain(Bpf.ST, 16), LET_THROUGH),
                List.of(plain(Bpf.LD | Bpf.MEM, 3), LET_THROUGH),
                List.of(
                        new Instruction(Bpf.JMP | Bpf.JEQ, 1, 0, 0),
                        plain(Bpf.ST, 3),
                        plain(Bpf.LD | Bpf.MEM, 3),
                        LET_THROUGH),
                Stream.generate(() -> LET_THROUGH).limit(4097).toList());
    }

    @ParameterizedTest
    @MethodSource("defective")
    void finds_what_the_kernel_would_refuse(List<Instruction> instructions) {
        assertTrue(new Program(instructions).defect().isPresent());
    }

    @Test
    void takes_memory_that_every_way_has_written() {
        Program program = new Program(List.of(
                plain(Bpf.LD | Bpf.IMM, 7),
                plain(Bpf.ST, 3),
                plain(Bpf.LDX | Bpf.MEM, 3),
                plain(Bpf.MISC | Bpf.TXA, 0),
                new Instruction(Bpf.JMP | Bpf.JEQ, 0, 1, 7),
                LET_THROUGH,
                answer(Action.KILL_PROCESS)));

        assertEquals(Optional.empty(), program.defect());
        assertEquals(Action.ALLOW, program.decide(CallData.of(Abi.X86_64, 0)));
    }

    @Test
    void ends_with_the_thread_when_it_divides_by_nothing() {
        Program program =
                new Program(List.of(plain(Bpf.LDX | Bpf.IMM, 0), plain(Bpf.ALU | Bpf.DIV | Bpf.X, 0), LET_THROUGH));

        assertEquals(Action.KILL_THREAD, program.decide(CallData.of(Abi.X86_64, 0)));
    }

    @Test
    void calculates_without_signs() {
        Program program = new Program(List.of(
                plain(Bpf.LD | Bpf.IMM, -1),
                plain(Bpf.ALU | Bpf.DIV, 2),
                new Instruction(Bpf.JMP | Bpf.JEQ, 0, 1, 0x7fff_ffff),
                LET_THROUGH,
                answer(Action.KILL_PROCESS)));

        assertEquals(Action.ALLOW, program.decide(CallData.of(Abi.X86_64, 0)));
    }
}
