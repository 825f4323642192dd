package nutshell.container;

import nutshell.kernel.WaitStatus;

/** Watches a program from before its first instruction to its end. */
@FunctionalInterface
public interface Watcher {

    /** Must let it go, or it waits for ever, and must wait for its end, which nobody else may. */
    WaitStatus watch(int pid, Runnable letGo);
}
