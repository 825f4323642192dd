package nutshell.seccomp;

import java.nio.ByteBuffer;

/**
 * One instruction of classic BPF: struct sock_filter, 8 bytes.
 *
 * @param yes how many instructions a jump skips when its comparison holds, 0 to 255
 * @param no and how many when not
 * @param k the constant
 */
public record Instruction(int code, int yes, int no, int k) {

    static final int SIZE = 8;

    static Instruction read(ByteBuffer bytes) {
        int code = Short.toUnsignedInt(bytes.getShort());
        return new Instruction(code, Byte.toUnsignedInt(bytes.get()), Byte.toUnsignedInt(bytes.get()), bytes.getInt());
    }

    void write(ByteBuffer bytes) {
        bytes.putShort((short) code).put((byte) yes).put((byte) no).putInt(k);
    }

    int kind() {
        return code & Bpf.CLASS;
    }

    int operation() {
        return code & Bpf.OPERATION;
    }

    boolean usesX() {
        return (code & Bpf.X) != 0;
    }

    boolean returns() {
        return kind() == Bpf.RET;
    }

    boolean jumps() {
        return kind() == Bpf.JMP;
    }

    boolean jumpsAlways() {
        return code == (Bpf.JMP | Bpf.JA);
    }
}
