package nutshell.seccomp;

/** Writes the comparison of a 64-bit argument for a machine of 32 bits: first the high half, then if need be the low one. */
final class Comparison64 {

    private final Assembler assembler;
    private final Condition condition;

    Comparison64(Assembler assembler, Condition condition) {
        this.assembler = assembler;
        this.condition = condition;
    }

    /** What comes next is reached when the condition holds, {@code otherwise} when not. */
    void write(Assembler.Label otherwise) {
        Assembler.Label holds = new Assembler.Label();
        switch (condition.comparison()) {
            case EQ, MASKED_EQ -> equal(holds, otherwise);
            case NE -> equal(otherwise, holds);
            case GT -> greater(Bpf.JGT, holds, otherwise);
            case GE -> greater(Bpf.JGE, holds, otherwise);
            case LE -> greater(Bpf.JGT, otherwise, holds);
            case LT -> greater(Bpf.JGE, otherwise, holds);
        }
        assembler.place(holds);
    }

    private void equal(Assembler.Label yes, Assembler.Label no) {
        Assembler.Label low = new Assembler.Label();
        if (high(condition.mask()) != 0 || high(condition.value()) != 0) {
            load(CallData.high(condition.argument()), high(condition.mask()));
            assembler.branch(Bpf.JEQ, high(condition.value()), low, no);
        }
        assembler.place(low);
        load(CallData.low(condition.argument()), (int) condition.mask());
        assembler.branch(Bpf.JEQ, (int) condition.value(), yes, no);
    }

    private void greater(int operation, Assembler.Label yes, Assembler.Label no) {
        Assembler.Label notGreater = new Assembler.Label();
        Assembler.Label low = new Assembler.Label();
        assembler.load(CallData.high(condition.argument()));
        assembler.branch(Bpf.JGT, high(condition.value()), yes, notGreater);
        assembler.place(notGreater);
        assembler.branch(Bpf.JEQ, high(condition.value()), low, no);
        assembler.place(low);
        assembler.load(CallData.low(condition.argument()));
        assembler.branch(operation, (int) condition.value(), yes, no);
    }

    private void load(int offset, int mask) {
        assembler.load(offset);
        if (mask != -1) {
            assembler.plain(Bpf.ALU | Bpf.AND | Bpf.K, mask);
        }
    }

    private static int high(long value) {
        return (int) (value >>> 32);
    }
}
