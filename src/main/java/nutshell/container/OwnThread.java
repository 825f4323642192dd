package nutshell.container;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A platform thread that does what it is told, in order. The container is one such thread, the host's side another: a
 * container's is never pooled and never used again, because what it gave up it cannot take back.
 */
final class OwnThread implements AutoCloseable {

    private static final long STACK_BYTES = 256 * 1024;

    private final LinkedBlockingQueue<FutureTask<?>> tasks = new LinkedBlockingQueue<>();
    private final Thread thread;

    OwnThread(String name) {
        this.thread = new Thread(null, this::work, name, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }

    private void work() {
        try {
            while (true) {
                FutureTask<?> task = tasks.take();
                if (task.isCancelled()) {
                    return;
                }
                task.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs the task there and waits for it; what it throws is thrown here. */
    <T> T call(Callable<T> work) {
        if (Thread.currentThread() == thread) {
            return unchecked(work);
        }
        FutureTask<T> task = new FutureTask<>(work);
        tasks.add(task);
        return result(task);
    }

    /** Runs the task there after those before it, and waits for nothing. */
    void later(Runnable work) {
        tasks.add(new FutureTask<>(work, true));
    }

    void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }

    private static <T> T result(FutureTask<T> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    // A system call cannot be taken back half-way: finish, then remember.
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw thrown(e.getCause() == null ? e : e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> T unchecked(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw thrown(e);
        }
    }

    private static RuntimeException thrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
    }

    /** Ends the thread once its work is done; the kernel then takes back its namespaces. */
    @Override
    public void close() {
        FutureTask<Boolean> last = new FutureTask<>(() -> true);
        last.cancel(false);
        tasks.add(last);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
