package nutshell.kernel;

import java.util.ArrayList;
import java.util.List;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/** What the calls of a {@link ChildList} point to, kept for as long as the list is. */
final class KeptMemory {

    private final List<Pointer> kept = new ArrayList<>();

    Pointer keep(Pointer memory) {
        kept.add(memory);
        return memory;
    }

    void keepAll(KeptMemory other) {
        kept.addAll(other.kept);
    }

    /** The address of a text, 0 for null. */
    long string(@Nullable String text) {
        return text == null ? 0 : keep(NativeMemory.string(text)).address();
    }

    /** The address of an array of pointers to texts, the last one NULL. */
    long strings(List<String> texts) {
        Pointer array = keep(NativeMemory.zeroed(Long.BYTES * (texts.size() + 1)));
        for (int i = 0; i < texts.size(); i++) {
            array.putAddress((long) Long.BYTES * i, string(texts.get(i)));
        }
        return array.address();
    }

    /** What stands for an argument of a call: a number itself, the address of bytes or a text, and 0 for null. */
    long value(@Nullable Object argument) {
        if (argument instanceof Number number) {
            return number.longValue();
        }
        if (argument instanceof byte[] bytes) {
            return keep(NativeMemory.of(bytes)).address();
        }
        return string(argument == null ? null : argument.toString());
    }
}
