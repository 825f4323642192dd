package nutshell.seccomp;

import java.util.List;

/** What a filter sees of a call: struct seccomp_data of seccomp(2), 64 bytes. */
public record CallData(int number, int arch, long instructionPointer, List<Long> arguments) {

    static final int SIZE = 64;
    static final int NUMBER = 0;
    static final int ARCH = 4;
    private static final int INSTRUCTION_POINTER = 8;
    private static final int ARGUMENTS = 16;

    public CallData {
        arguments = List.copyOf(arguments);
        if (arguments.size() != 6) {
            throw new IllegalArgumentException("a call has 6 arguments, not " + arguments.size());
        }
    }

    /** A call of this way with all arguments 0. */
    public static CallData of(Abi abi, int number) {
        return new CallData(number, abi.audit(), 0, List.of(0L, 0L, 0L, 0L, 0L, 0L));
    }

    long argument(int index) {
        return arguments.get(index);
    }

    /** Where the low and the high half of an argument lie: the processors known here put the low one first. */
    static int low(int argument) {
        return ARGUMENTS + 8 * argument;
    }

    static int high(int argument) {
        return low(argument) + 4;
    }

    /** The 32-bit word at an offset that is a multiple of four. */
    int word(int offset) {
        if (offset < INSTRUCTION_POINTER) {
            return offset == NUMBER ? number : arch;
        }
        long whole = offset < ARGUMENTS ? instructionPointer : argument((offset - ARGUMENTS) / 8);
        return (int) (offset % 8 == 0 ? whole : whole >>> 32);
    }

    /** Whether the low half of an argument lies there. */
    static boolean isLow(int offset) {
        return offset >= ARGUMENTS && offset < SIZE && offset % 8 == 0;
    }

    static int argumentAt(int offset) {
        return (offset - ARGUMENTS) / 8;
    }

    /** How the word at an offset is called in a listing; one that no program may load is shown as it is. */
    static String nameOf(int offset) {
        if (offset < 0 || offset >= SIZE || offset % 4 != 0) {
            return "[" + Mnemonic.constant(offset) + "]";
        }
        return switch (offset) {
            case NUMBER -> "nr";
            case ARCH -> "arch";
            case INSTRUCTION_POINTER -> "ip.low";
            case INSTRUCTION_POINTER + 4 -> "ip.high";
            default -> "a" + argumentAt(offset) + (isLow(offset) ? ".low" : ".high");
        };
    }
}
