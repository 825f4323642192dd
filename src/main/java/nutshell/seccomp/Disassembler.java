package nutshell.seccomp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists a program with names for its numbers. Which names they have depends on what was loaded and on the architecture
 * found before, so what is known is carried along every jump; all lead forward, and one pass is enough.
 */
final class Disassembler {

    private final List<Instruction> instructions;
    private final @Nullable Known[] known;

    Disassembler(Program program) {
        this.instructions = program.instructions();
        this.known = new Known[instructions.size() + 1];
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < instructions.size(); at++) {
            Known reached = known[at];
            Known now = reached == null ? Known.NOTHING : reached;
            Instruction instruction = instructions.get(at);
            lines.add("%4d  %s".formatted(at, Mnemonic.of(at, instruction, now)).stripTrailing());
            carryOn(at, instruction, now);
        }
        return lines;
    }

    private void carryOn(int at, Instruction instruction, Known now) {
        if (instruction.returns()) {
            return;
        }
        if (!instruction.jumps()) {
            reach(at + 1L, now.after(instruction));
        } else if (instruction.jumpsAlways()) {
            reach(at + 1L + Integer.toUnsignedLong(instruction.k()), now);
        } else {
            reach(at + 1L + instruction.yes(), now.where(instruction));
            reach(at + 1L + instruction.no(), now);
        }
    }

    private void reach(long at, Known what) {
        if (at < known.length) {
            known[(int) at] = what.meet(known[(int) at]);
        }
    }
}
