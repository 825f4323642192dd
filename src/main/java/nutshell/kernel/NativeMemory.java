package nutshell.kernel;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.function.LongUnaryOperator;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Memory that the kernel reads and writes, outside Java's heap. It is freed once nobody refers to the pointer any more: whoever
 * passes on its address keeps the pointer until the call is over.
 */
final class NativeMemory {

    private NativeMemory() {}

    /** So many bytes, all zero. */
    static Pointer zeroed(int bytes) {
        return Memory.allocateDirect(Runtime.getSystemRuntime(), bytes, true);
    }

    static Pointer of(byte[] bytes) {
        // There is no memory of no bytes.
        Pointer memory = Memory.allocateDirect(Runtime.getSystemRuntime(), Math.max(1, bytes.length));
        memory.put(0, bytes, 0, bytes.length);
        return memory;
    }

    /** UTF-8, with a zero byte behind it. */
    static Pointer string(String text) {
        return of((text + "\0").getBytes(StandardCharsets.UTF_8));
    }

    /** The result of a call that is given the address of such a string. */
    static long withString(String text, LongUnaryOperator call) {
        Pointer string = string(text);
        try {
            return call.applyAsLong(string.address());
        } finally {
            Reference.reachabilityFence(string);
        }
    }

    /** A copy of its first bytes. */
    static byte[] bytes(Pointer memory, int length) {
        byte[] bytes = new byte[length];
        memory.get(0, bytes, 0, length);
        return bytes;
    }

    /** Its first bytes, taken for UTF-8. */
    static String text(Pointer memory, int length) {
        return new String(bytes(memory, length), StandardCharsets.UTF_8);
    }
}
