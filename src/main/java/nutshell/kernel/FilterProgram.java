package nutshell.kernel;

import java.util.List;
import jnr.ffi.Pointer;

/** A filter where seccomp(2) can read it: struct sock_fprog and, behind its pointer, the instructions. */
final class FilterProgram {

    /** SECCOMP_SET_MODE_FILTER of {@code <linux/seccomp.h>}. No flags: with TSYNC it would be on every thread there is. */
    static final int SET_MODE_FILTER = 1;

    private static final int INSTRUCTION = 8;
    private static final int SIZE = 16;
    private static final int POINTER = 8;

    private final Pointer instructions;
    private final Pointer program;
    private final int length;

    FilterProgram(byte[] bytes) {
        this.length = bytes.length / INSTRUCTION;
        this.instructions = NativeMemory.of(bytes);
        this.program = NativeMemory.zeroed(SIZE);
        program.putShort(0, (short) length);
        program.putAddress(POINTER, instructions.address());
    }

    /** Valid for as long as this object is kept. */
    long address() {
        return program.address();
    }

    List<Pointer> memory() {
        return List.of(instructions, program);
    }

    List<String> decoded() {
        return List.of("SECCOMP_SET_MODE_FILTER", "0", "{len=" + length + "}");
    }
}
