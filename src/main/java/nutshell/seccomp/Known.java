package nutshell.seccomp;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known before an instruction is carried out, and so how its constant may be called.
 *
 * @param loaded the offset of the word of the call that is in A
 * @param abi the way the call has come
 * @param call which call it is
 */
record Known(Optional<Integer> loaded, Optional<Abi> abi, Optional<String> call) {

    static final Known NOTHING = new Known(Optional.empty(), Optional.empty(), Optional.empty());

    /** Where two ways meet, only what both know remains. */
    Known meet(@Nullable Known other) {
        return other == null
                ? this
                : new Known(both(loaded, other.loaded), both(abi, other.abi), both(call, other.call));
    }

    private static <T> Optional<T> both(Optional<T> one, Optional<T> other) {
        return one.equals(other) ? one : Optional.empty();
    }

    /** What is known behind an instruction that neither jumps nor returns. */
    Known after(Instruction instruction) {
        boolean keeps = instruction.kind() == Bpf.LDX
                || instruction.kind() == Bpf.ST
                || instruction.kind() == Bpf.STX
                || instruction.code() == (Bpf.MISC | Bpf.TAX);
        // With some bits taken away it still is that word.
        boolean masks = instruction.code() == (Bpf.ALU | Bpf.AND);
        if (keeps || masks) {
            return this;
        }
        boolean loads = instruction.code() == (Bpf.LD | Bpf.ABS);
        return new Known(loads ? Optional.of(instruction.k()) : Optional.empty(), abi, call);
    }

    /** What is known where a comparison holds. */
    Known where(Instruction jump) {
        boolean equals = jump.code() == (Bpf.JMP | Bpf.JEQ);
        if (equals && isLoaded(CallData.ARCH)) {
            return new Known(loaded, abi(jump.k()), call);
        }
        if (equals && isLoaded(CallData.NUMBER)) {
            return new Known(loaded, abi, name(jump.k()));
        }
        boolean finds = jump.code() == (Bpf.JMP | Bpf.JSET) || jump.code() == (Bpf.JMP | Bpf.JGE);
        boolean x32 = finds && jump.k() == Abi.X32_BIT && isLoaded(CallData.NUMBER);
        return x32 && abi.equals(Optional.of(Abi.X86_64)) ? new Known(loaded, Optional.of(Abi.X32), call) : this;
    }

    /** What a constant is called here. */
    String named(int k) {
        if (isLoaded(CallData.ARCH)) {
            return abi(k).map(Abi::word).orElse(Mnemonic.constant(k));
        }
        if (isLoaded(CallData.NUMBER)) {
            return k == Abi.X32_BIT
                    ? "x32"
                    : name(k).map(name -> name + " (" + Mnemonic.constant(k) + ")")
                            .orElse(Mnemonic.constant(k));
        }
        return loaded.filter(CallData::isLow)
                .flatMap(offset -> call.flatMap(name -> ArgumentNames.of(name, CallData.argumentAt(offset), k)))
                .orElse(Mnemonic.constant(k));
    }

    private boolean isLoaded(int offset) {
        return loaded.equals(Optional.of(offset));
    }

    private Optional<String> name(int number) {
        return abi.flatMap(way -> Syscalls.name(way, number));
    }

    private static Optional<Abi> abi(int audit) {
        return Arrays.stream(Abi.values()).filter(abi -> abi.audit() == audit).findFirst();
    }
}
