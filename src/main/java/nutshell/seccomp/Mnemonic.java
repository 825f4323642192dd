package nutshell.seccomp;

import java.util.Map;

/** How instructions are written: the kernel's own words for them (Documentation/networking/filter.rst). */
final class Mnemonic {

    private static final Map<Integer, String> CALCULATIONS = Map.of(
            Bpf.ADD, "add",
            Bpf.SUB, "sub",
            Bpf.MUL, "mul",
            Bpf.DIV, "div",
            Bpf.OR, "or",
            Bpf.AND, "and",
            Bpf.LSH, "lsh",
            Bpf.RSH, "rsh",
            Bpf.XOR, "xor");

    private static final Map<Integer, String> JUMPS =
            Map.of(Bpf.JEQ, "jeq", Bpf.JGT, "jgt", Bpf.JGE, "jge", Bpf.JSET, "jset");

    private Mnemonic() {}

    /** The text of one instruction where this is known. */
    static String of(int at, Instruction instruction, Known known) {
        String k = constant(instruction.k());
        return switch (instruction.kind()) {
            case Bpf.LD -> load("ld", instruction);
            case Bpf.LDX -> load("ldx", instruction);
            case Bpf.ST -> "st M[" + k + "]";
            case Bpf.STX -> "stx M[" + k + "]";
            case Bpf.ALU -> calculation(instruction, known);
            case Bpf.JMP -> jump(at, instruction, known);
            case Bpf.RET -> instruction.code() == (Bpf.RET | Bpf.A) ? "ret A" : "ret " + Action.of(instruction.k());
            default -> instruction.operation() == Bpf.TXA ? "txa" : "tax";
        };
    }

    private static String load(String name, Instruction instruction) {
        String k = constant(instruction.k());
        return switch (instruction.code() & ~Bpf.CLASS) {
            case Bpf.ABS -> name + " " + CallData.nameOf(instruction.k());
            case Bpf.IMM -> name + " #" + k;
            case Bpf.MEM -> name + " M[" + k + "]";
            case Bpf.LEN -> name + " len";
            default -> unknown(instruction);
        };
    }

    private static String calculation(Instruction instruction, Known known) {
        String name = CALCULATIONS.get(instruction.operation());
        if (name == null) {
            return instruction.operation() == Bpf.NEG ? "neg" : unknown(instruction);
        }
        return "%-4s %s".formatted(name, instruction.usesX() ? "x" : known.named(instruction.k()));
    }

    private static String jump(int at, Instruction jump, Known known) {
        long next = at + 1L;
        String name = JUMPS.get(jump.operation());
        if (name == null) {
            return jump.jumpsAlways() ? "ja   " + (next + Integer.toUnsignedLong(jump.k())) : unknown(jump);
        }
        // What comes next anyway need not be said.
        String then = jump.yes() == 0 ? "" : " then " + (next + jump.yes());
        String otherwise = jump.no() == 0 ? "" : " else " + (next + jump.no());
        String operand = jump.usesX() ? "x" : known.named(jump.k());
        return "%-4s %-24s%s%s".formatted(name, operand, then, otherwise);
    }

    /** Small numbers as they are said, larger ones by their bits. */
    static String constant(int k) {
        return k >= 0 && k < 1024 ? Integer.toString(k) : "0x" + Integer.toHexString(k);
    }

    private static String unknown(Instruction instruction) {
        return "code 0x%02x %d %d 0x%x"
                .formatted(instruction.code(), instruction.yes(), instruction.no(), instruction.k());
    }
}
