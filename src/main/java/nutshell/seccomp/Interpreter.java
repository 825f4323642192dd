package nutshell.seccomp;

/** Runs a program on one call, as the kernel does before each: jumps only lead forward, so it always ends. */
final class Interpreter {

    private final Program program;
    private final CallData call;
    private final int[] memory = new int[Bpf.MEMORY_WORDS];
    private int a;
    private int x;
    private int at;
    private int steps;

    Interpreter(Program program, CallData call) {
        this.program = program;
        this.call = call;
    }

    Action run() {
        while (true) {
            Instruction instruction = program.instructions().get(at++);
            steps++;
            if (instruction.returns()) {
                return Action.of(instruction.code() == (Bpf.RET | Bpf.A) ? a : instruction.k());
            }
            boolean dividesByNothing = instruction.code() == (Bpf.ALU | Bpf.DIV | Bpf.X) && x == 0;
            if (dividesByNothing) {
                // The kernel ends the program there, with 0.
                return Action.of(0);
            }
            step(instruction);
        }
    }

    /** How many instructions it took. */
    int steps() {
        return steps;
    }

    private void step(Instruction instruction) {
        int k = instruction.k();
        switch (instruction.kind()) {
            case Bpf.LD -> a = load(instruction);
            case Bpf.LDX -> x = load(instruction);
            case Bpf.ST -> memory[k] = a;
            case Bpf.STX -> memory[k] = x;
            case Bpf.ALU -> a = calculate(instruction.operation(), a, instruction.usesX() ? x : k);
            case Bpf.JMP -> at += skipped(instruction);
            default -> {
                if (instruction.operation() == Bpf.TXA) {
                    a = x;
                } else {
                    x = a;
                }
            }
        }
    }

    private int load(Instruction instruction) {
        int k = instruction.k();
        return switch (instruction.code() & ~Bpf.CLASS) {
            case Bpf.ABS -> call.word(k);
            case Bpf.MEM -> memory[k];
            case Bpf.LEN -> CallData.SIZE;
            default -> k;
        };
    }

    static int calculate(int operation, int a, int operand) {
        return switch (operation) {
            case Bpf.ADD -> a + operand;
            case Bpf.SUB -> a - operand;
            case Bpf.MUL -> a * operand;
            case Bpf.DIV -> Integer.divideUnsigned(a, operand);
            case Bpf.OR -> a | operand;
            case Bpf.AND -> a & operand;
            // Java, like the kernel, shifts by the lowest five bits.
            case Bpf.LSH -> a << operand;
            case Bpf.RSH -> a >>> operand;
            case Bpf.XOR -> a ^ operand;
            default -> -a;
        };
    }

    private int skipped(Instruction jump) {
        if (jump.jumpsAlways()) {
            return jump.k();
        }
        return holds(jump.operation(), a, jump.usesX() ? x : jump.k()) ? jump.yes() : jump.no();
    }

    static boolean holds(int operation, int a, int operand) {
        return switch (operation) {
            case Bpf.JEQ -> a == operand;
            case Bpf.JGT -> Integer.compareUnsigned(a, operand) > 0;
            case Bpf.JGE -> Integer.compareUnsigned(a, operand) >= 0;
            default -> (a & operand) != 0;
        };
    }
}
