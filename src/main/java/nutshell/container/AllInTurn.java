package nutshell.container;

import java.util.Optional;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Refusal;

/** Acts that are all tried, one after the other; the first refusal is thrown when each has had its turn. */
final class AllInTurn {

    private Optional<RuntimeException> first = Optional.empty();

    void attempt(Runnable act) {
        try {
            act.run();
        } catch (SyscallFailed | Refusal e) {
            first.ifPresent(earlier -> earlier.addSuppressed(e));
            first = first.or(() -> Optional.of(e));
        }
    }

    void tell() {
        first.ifPresent(refusal -> {
            throw refusal;
        });
    }
}
