package nutshell.why;

import java.util.function.Consumer;
import nutshell.kernel.ChildList;
import org.jspecify.annotations.Nullable;

/**
 * A call that the kernel judges as it judged the refused one, and that changes nothing even if it is granted: the same call
 * where only the throw-away process feels it, or one that fails later for another reason.
 */
record Probe(Consumer<ChildList> calls) {

    void addTo(ChildList list) {
        calls.accept(list);
    }

    static Probe of(String name, @Nullable Object... arguments) {
        return new Probe(list -> list.call(name, Replica.number(name), arguments));
    }

    /** Something done before, in the throw-away process alone. */
    Probe after(String name, @Nullable Object... arguments) {
        return new Probe(list -> {
            list.call(name, Replica.number(name), arguments);
            calls.accept(list);
        });
    }
}
