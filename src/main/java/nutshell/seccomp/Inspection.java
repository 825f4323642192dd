package nutshell.seccomp;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks a program over as the kernel does before it takes it: {@code bpf_check_classic} of {@code net/core/filter.c} and
 * {@code seccomp_check_filter} of {@code kernel/seccomp.c}.
 */
final class Inspection {

    /** Modulo is no filter's to use, nor are loads of bytes and half words. */
    private static final Set<Integer> KNOWN = Stream.of(
                    IntStream.of(
                            Bpf.LD | Bpf.ABS,
                            Bpf.LD | Bpf.IMM,
                            Bpf.LD | Bpf.MEM,
                            Bpf.LD | Bpf.LEN,
                            Bpf.LDX | Bpf.IMM,
                            Bpf.LDX | Bpf.MEM,
                            Bpf.LDX | Bpf.LEN,
                            Bpf.ST,
                            Bpf.STX,
                            Bpf.RET | Bpf.K,
                            Bpf.RET | Bpf.A,
                            Bpf.MISC | Bpf.TAX,
                            Bpf.MISC | Bpf.TXA,
                            Bpf.ALU | Bpf.NEG,
                            Bpf.JMP | Bpf.JA),
                    IntStream.of(Bpf.JEQ, Bpf.JGT, Bpf.JGE, Bpf.JSET)
                            .flatMap(op -> IntStream.of(Bpf.JMP | op, Bpf.JMP | op | Bpf.X)),
                    IntStream.of(Bpf.ADD, Bpf.SUB, Bpf.MUL, Bpf.DIV, Bpf.OR, Bpf.AND, Bpf.LSH, Bpf.RSH, Bpf.XOR)
                            .flatMap(op -> IntStream.of(Bpf.ALU | op, Bpf.ALU | op | Bpf.X)))
            .flatMapToInt(codes -> codes)
            .boxed()
            .collect(Collectors.toUnmodifiableSet());

    private final List<Instruction> instructions;

    Inspection(Program program) {
        this.instructions = program.instructions();
    }

    Optional<String> defect() {
        int length = instructions.size();
        if (length == 0 || length > Bpf.MOST_INSTRUCTIONS) {
            return Optional.of("%d instructions: 1 to %d are taken".formatted(length, Bpf.MOST_INSTRUCTIONS));
        }
        if (!instructions.get(length - 1).returns()) {
            return Optional.of("the last instruction is no ret");
        }
        return IntStream.range(0, length)
                .boxed()
                .flatMap(at -> defectAt(at).map(what -> "instruction " + at + ": " + what).stream())
                .findFirst()
                .or(this::readsUnwritten);
    }

    private Optional<String> defectAt(int at) {
        Instruction instruction = instructions.get(at);
        int left = instructions.size() - at - 1;
        int k = instruction.k();
        if (!KNOWN.contains(instruction.code())) {
            return Optional.of("code 0x%02x is not for filters".formatted(instruction.code()));
        }
        if (instruction.jumps() && farthest(instruction) >= left) {
            return Optional.of("jumps past the end");
        }
        return switch (instruction.code()) {
            case Bpf.LD | Bpf.ABS ->
                unless(k >= 0 && k < CallData.SIZE && k % 4 == 0, "struct seccomp_data has no word at " + k);
            case Bpf.LD | Bpf.MEM, Bpf.LDX | Bpf.MEM, Bpf.ST, Bpf.STX ->
                unless(k >= 0 && k < Bpf.MEMORY_WORDS, "there is no M[" + Integer.toUnsignedString(k) + "]");
            case Bpf.ALU | Bpf.DIV -> unless(k != 0, "divides by 0");
            case Bpf.ALU | Bpf.LSH, Bpf.ALU | Bpf.RSH -> unless(k >= 0 && k < 32, "shifts by more than 31 bits");
            default -> Optional.empty();
        };
    }

    private static long farthest(Instruction jump) {
        return jump.jumpsAlways() ? Integer.toUnsignedLong(jump.k()) : Math.max(jump.yes(), jump.no());
    }

    private static Optional<String> unless(boolean well, String defect) {
        return well ? Optional.empty() : Optional.of(defect);
    }

    /** A place of the memory may be read only where every way there has written it. */
    private Optional<String> readsUnwritten() {
        int[] written = new int[instructions.size() + 1];
        java.util.Arrays.fill(written, 0xffff);
        written[0] = 0;
        for (int at = 0; at < instructions.size(); at++) {
            Instruction instruction = instructions.get(at);
            int now = written[at];
            int place = 1 << instruction.k();
            switch (instruction.code()) {
                case Bpf.LD | Bpf.MEM, Bpf.LDX | Bpf.MEM -> {
                    if ((now & place) == 0) {
                        return Optional.of(
                                "instruction %d: M[%d] is read before it is written".formatted(at, instruction.k()));
                    }
                }
                case Bpf.ST, Bpf.STX -> now |= place;
                default -> {
                    // The others leave the memory alone.
                }
            }
            for (int next : next(at)) {
                written[next] &= now;
            }
        }
        return Optional.empty();
    }

    private int[] next(int at) {
        Instruction instruction = instructions.get(at);
        if (instruction.returns()) {
            return new int[0];
        }
        if (!instruction.jumps()) {
            return new int[] {at + 1};
        }
        return instruction.jumpsAlways()
                ? new int[] {at + 1 + instruction.k()}
                : new int[] {at + 1 + instruction.yes(), at + 1 + instruction.no()};
    }
}
