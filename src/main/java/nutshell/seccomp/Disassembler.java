package nutshell.seccomp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists a program with names for its numbers. Which names they have depends on what was loaded and on the architecture
 * found before, so what is known is carried along every jump; where two ways meet, only what both know remains.
 */
final class Disassembler {

    /** What is known before an instruction: the offset whose word is in A, and the way the call has come. */
    private record Known(Optional<Integer> loaded, Optional<Abi> abi) {

        static final Known NOTHING = new Known(Optional.empty(), Optional.empty());

        Known meet(@Nullable Known other) {
            return other == null
                    ? this
                    : new Known(
                            loaded.equals(other.loaded) ? loaded : Optional.empty(),
                            abi.equals(other.abi) ? abi : Optional.empty());
        }

        Known load(Optional<Integer> offset) {
            return new Known(offset, abi);
        }

        Known came(Optional<Abi> way) {
            return new Known(loaded, way);
        }

        boolean holds(int offset) {
            return loaded.equals(Optional.of(offset));
        }
    }

    private final List<Instruction> instructions;
    private final @Nullable Known[] known;

    Disassembler(Program program) {
        this.instructions = program.instructions();
        this.known = new Known[instructions.size() + 1];
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Known nothing = Known.NOTHING;
        for (int at = 0; at < instructions.size(); at++) {
            Known here = known[at];
            Known now = at == 0 || here == null ? nothing : here;
            Instruction instruction = instructions.get(at);
            lines.add("%4d  %s".formatted(at, text(at, instruction, now)).stripTrailing());
            carryOn(at, instruction, now);
        }
        return lines;
    }

    private void carryOn(int at, Instruction instruction, Known now) {
        if (instruction.returns()) {
            return;
        }
        if (!instruction.jumps()) {
            boolean loads = instruction.code() == (Bpf.LD | Bpf.ABS);
            boolean keeps = List.of(Bpf.LDX, Bpf.ST, Bpf.STX).contains(instruction.kind())
                    || instruction.code() == (Bpf.MISC | Bpf.TAX);
            reach(at + 1, keeps ? now : now.load(loads ? Optional.of(instruction.k()) : Optional.empty()));
        } else if (instruction.jumpsAlways()) {
            reach(at + 1L + Integer.toUnsignedLong(instruction.k()), now);
        } else {
            reach(at + 1L + instruction.yes(), then(instruction, now));
            reach(at + 1L + instruction.no(), now);
        }
    }

    private void reach(long at, Known what) {
        if (at < known.length) {
            known[(int) at] = what.meet(known[(int) at]);
        }
    }

    /** What is known where a comparison holds. */
    private static Known then(Instruction jump, Known now) {
        if (jump.code() == (Bpf.JMP | Bpf.JEQ) && now.holds(CallData.ARCH)) {
            return now.came(abi(jump.k()));
        }
        boolean x32 = jump.k() == Abi.X32_BIT && now.holds(CallData.NUMBER) && now.abi.equals(Optional.of(Abi.X86_64));
        boolean finds = jump.code() == (Bpf.JMP | Bpf.JSET) || jump.code() == (Bpf.JMP | Bpf.JGE);
        return x32 && finds ? now.came(Optional.of(Abi.X32)) : now;
    }

    private static Optional<Abi> abi(int audit) {
        return Arrays.stream(Abi.values()).filter(abi -> abi.audit() == audit).findFirst();
    }

    private String text(int at, Instruction instruction, Known now) {
        String k = constant(instruction.k());
        return switch (instruction.kind()) {
            case Bpf.LD -> load("ld", instruction, k);
            case Bpf.LDX -> load("ldx", instruction, k);
            case Bpf.ST -> "st M[" + k + "]";
            case Bpf.STX -> "stx M[" + k + "]";
            case Bpf.ALU -> calculation(instruction, k);
            case Bpf.JMP -> jump(at, instruction, now);
            case Bpf.RET -> instruction.code() == (Bpf.RET | Bpf.A) ? "ret A" : "ret " + Action.of(instruction.k());
            default -> instruction.operation() == Bpf.TXA ? "txa" : "tax";
        };
    }

    private static String load(String name, Instruction instruction, String k) {
        int mode = instruction.code() & ~Bpf.CLASS;
        return switch (mode) {
            case Bpf.ABS -> name + " " + (isWord(instruction.k()) ? CallData.nameOf(instruction.k()) : "[" + k + "]");
            case Bpf.IMM -> name + " #" + k;
            case Bpf.MEM -> name + " M[" + k + "]";
            case Bpf.LEN -> name + " len";
            default -> unknown(instruction);
        };
    }

    private static boolean isWord(int offset) {
        return offset >= 0 && offset < CallData.SIZE && offset % 4 == 0;
    }

    private static String calculation(Instruction instruction, String k) {
        String operand = instruction.usesX() ? "x" : k;
        return switch (instruction.operation()) {
            case Bpf.ADD -> "add " + operand;
            case Bpf.SUB -> "sub " + operand;
            case Bpf.MUL -> "mul " + operand;
            case Bpf.DIV -> "div " + operand;
            case Bpf.OR -> "or " + operand;
            case Bpf.AND -> "and " + operand;
            case Bpf.LSH -> "lsh " + operand;
            case Bpf.RSH -> "rsh " + operand;
            case Bpf.XOR -> "xor " + operand;
            case Bpf.NEG -> "neg";
            default -> unknown(instruction);
        };
    }

    private static String jump(int at, Instruction jump, Known now) {
        String operation = switch (jump.operation()) {
            case Bpf.JEQ -> "jeq";
            case Bpf.JGT -> "jgt";
            case Bpf.JGE -> "jge";
            case Bpf.JSET -> "jset";
            default -> "ja";
        };
        long next = at + 1L;
        if (jump.operation() == Bpf.JA) {
            return "ja " + (next + Integer.toUnsignedLong(jump.k()));
        }
        String operand = jump.usesX() ? "x" : named(jump.k(), now);
        // What comes next anyway need not be said.
        String then = jump.yes() == 0 ? "" : " then " + (next + jump.yes());
        String otherwise = jump.no() == 0 ? "" : " else " + (next + jump.no());
        return "%-4s %-24s%s%s".formatted(operation, operand, then, otherwise).stripTrailing();
    }

    private static String named(int k, Known now) {
        if (now.holds(CallData.ARCH)) {
            return abi(k).map(Abi::word).orElse(constant(k));
        }
        if (now.holds(CallData.NUMBER) && k == Abi.X32_BIT) {
            return "x32";
        }
        return now.holds(CallData.NUMBER)
                ? now.abi
                        .flatMap(abi -> Syscalls.name(abi, k))
                        .map(name -> name + " (" + constant(k) + ")")
                        .orElse(constant(k))
                : constant(k);
    }

    /** Small numbers as they are said, larger ones by their bits. */
    private static String constant(int k) {
        return k >= 0 && k < 1024 ? Integer.toString(k) : "0x" + Integer.toHexString(k);
    }

    private static String unknown(Instruction instruction) {
        return "code 0x%02x %d %d 0x%x"
                .formatted(instruction.code(), instruction.yes(), instruction.no(), instruction.k());
    }
}
