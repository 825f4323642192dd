package nutshell.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A filter in the form that seccomp(2) takes: a list of classic BPF instructions. */
public record Program(List<Instruction> instructions) {

    public Program {
        instructions = List.copyOf(instructions);
    }

    /** Reads an array of struct sock_filter; what is left over of an eighth byte is not looked at. */
    public static Program read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        List<Instruction> instructions = new ArrayList<>();
        while (buffer.remaining() >= Instruction.SIZE) {
            instructions.add(Instruction.read(buffer));
        }
        return new Program(instructions);
    }

    /** The array of struct sock_filter in this machine's byte order. */
    public byte[] bytes() {
        ByteBuffer buffer =
                ByteBuffer.allocate(instructions.size() * Instruction.SIZE).order(ByteOrder.nativeOrder());
        instructions.forEach(instruction -> instruction.write(buffer));
        return buffer.array();
    }

    public int length() {
        return instructions.size();
    }

    /** Why the kernel would refuse the program with EINVAL, if it would. */
    public Optional<String> defect() {
        return new Inspection(this).defect();
    }

    /** What it decides about a call. A program with a {@link #defect} cannot be run. */
    public Action decide(CallData call) {
        return new Interpreter(this, call).run();
    }

    /** All it may decide about a call of this number, whatever its arguments are; one where it looks at none. */
    public Set<Action> outcomes(Abi abi, int number) {
        return new Outcomes(this, abi, number).all();
    }

    /** A listing with names instead of numbers, a line each instruction. Any program can be listed. */
    public List<String> listing() {
        return new Disassembler(this).lines();
    }
}
