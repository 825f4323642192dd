package nutshell.serve;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The one lock under which a workshop changes and is looked at, and who is told that it has changed. */
public final class Changes {

    private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();

    /** Calls {@code listener} on any thread, without the lock, soon and quickly to return from. */
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    public void unlisten(Runnable listener) {
        listeners.remove(listener);
    }

    /** Looks while nothing changes. */
    public synchronized <T> T seen(Supplier<T> look) {
        return look.get();
    }

    void make(Runnable change) {
        makeIf(() -> {
            change.run();
            return true;
        });
    }

    /** Tells of a change only where it says that it was one; returns that. */
    boolean makeIf(BooleanSupplier change) {
        boolean made = seen(change::getAsBoolean);
        if (made) {
            tell();
        }
        return made;
    }

    void tell() {
        listeners.forEach(Runnable::run);
    }
}
