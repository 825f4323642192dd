package nutshell.seccomp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts a program together from instructions that name where they jump to. A comparison can skip 255 instructions; where
 * the place is farther away, it gets a ja behind it, which can skip any number.
 */
final class Assembler {

    private static final int NEAR = 255;

    /** A place to jump to, always further on. */
    static final class Label {}

    private sealed interface Item {}

    private record Plain(Instruction instruction) implements Item {}

    private record Branch(int code, int k, Label yes, Label no) implements Item {}

    private record Go(Label to) implements Item {}

    private final List<Item> items = new ArrayList<>();
    private final Map<Label, Integer> places = new HashMap<>();
    /** Where the items begin, and at the end where the program ends. */
    private int[] starts = {};

    private boolean[] farYes = {};
    private boolean[] farNo = {};

    void plain(int code, int k) {
        items.add(new Plain(new Instruction(code, 0, 0, k)));
    }

    void load(int offset) {
        plain(Bpf.LD | Bpf.ABS, offset);
    }

    void answer(Action action) {
        plain(Bpf.RET | Bpf.K, action.returned());
    }

    /** Compares what was loaded with a constant. */
    void branch(int operation, int k, Label yes, Label no) {
        items.add(new Branch(Bpf.JMP | operation | Bpf.K, k, yes, no));
    }

    void go(Label to) {
        items.add(new Go(to));
    }

    /** What comes next is this place. */
    void place(Label label) {
        places.put(label, items.size());
    }

    Program program() {
        farYes = new boolean[items.size()];
        farNo = new boolean[items.size()];
        do {
            layOut();
        } while (lengthened());
        List<Instruction> instructions = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            write(i, instructions);
        }
        return new Program(instructions);
    }

    private void layOut() {
        starts = new int[items.size() + 1];
        for (int i = 0; i < items.size(); i++) {
            int jumps = (farYes[i] ? 1 : 0) + (farNo[i] ? 1 : 0);
            starts[i + 1] = starts[i] + (isNeedless(i) ? 0 : 1 + jumps);
        }
    }

    /** A jump to what comes next anyway. */
    private boolean isNeedless(int item) {
        return items.get(item) instanceof Go go && Integer.valueOf(item + 1).equals(places.get(go.to));
    }

    /** Gives a ja to each side that cannot be reached; what comes between may push others out of reach. */
    private boolean lengthened() {
        boolean changed = false;
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Branch branch) {
                boolean yes = farYes[i] || distance(i, branch.yes) > NEAR;
                boolean no = farNo[i] || distance(i, branch.no) > NEAR;
                changed |= yes != farYes[i] || no != farNo[i];
                farYes[i] = yes;
                farNo[i] = no;
            }
        }
        return changed;
    }

    private int distance(int item, Label to) {
        Integer place = places.get(to);
        if (place == null || place <= item) {
            throw new IllegalStateException("a jump that does not lead forward");
        }
        return starts[place] - starts[item] - 1;
    }

    private void write(int i, List<Instruction> out) {
        Item item = items.get(i);
        if (item instanceof Plain plain) {
            out.add(plain.instruction);
        } else if (item instanceof Go go && !isNeedless(i)) {
            out.add(new Instruction(Bpf.JMP | Bpf.JA, 0, 0, distance(i, go.to)));
        } else if (item instanceof Branch branch) {
            int yes = distance(i, branch.yes);
            int no = distance(i, branch.no);
            out.add(new Instruction(branch.code, farYes[i] ? 0 : yes, farNo[i] ? (farYes[i] ? 1 : 0) : no, branch.k));
            if (farYes[i]) {
                out.add(new Instruction(Bpf.JMP | Bpf.JA, 0, 0, yes - 1));
            }
            if (farNo[i]) {
                out.add(new Instruction(Bpf.JMP | Bpf.JA, 0, 0, no - (farYes[i] ? 2 : 1)));
            }
        }
    }
}
