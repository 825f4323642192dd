package nutshell.labs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import nutshell.kernel.Kernel;
import nutshell.kernel.OpenMode;
import nutshell.kernel.Sight;
import nutshell.kernel.Sight.Seen;
import nutshell.kernel.SyscallFailed;
import nutshell.namespaces.Namespace;

/** A look from within a process's namespaces, on a thread that joins them with setns(2) and then ends. */
final class Visit {

    /** mnt comes last: behind it lies another /proc. pid and user are not for the calling thread to join. */
    private static final List<Namespace> JOINABLE =
            List.of(Namespace.UTS, Namespace.IPC, Namespace.NET, Namespace.CGROUP, Namespace.MNT);

    private Visit() {}

    /** Looks from the root of its mount namespace, where setns(2) leads. */
    static Seen joined(Path proc, Function<Sight, Seen> look) {
        return visit(proc, Optional.empty(), look);
    }

    /** Looks from its own root. */
    static Seen inside(Path proc, Function<Sight, Seen> look) {
        return visit(proc, Optional.of(proc + "/root"), look);
    }

    private static Seen visit(Path proc, Optional<String> root, Function<Sight, Seen> look) {
        FutureTask<Seen> task = new FutureTask<>(() -> {
            try {
                return new Joining(proc).look(root, look);
            } catch (SyscallFailed e) {
                return new Seen(Optional.empty(), Optional.of(e.errno()));
            }
        });
        Thread visitor = new Thread(task, "looks into " + proc);
        visitor.setDaemon(true);
        visitor.start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Seen(Optional.empty(), Optional.of(jnr.constants.platform.Errno.EINTR));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** What the thread does; its descriptors are closed whatever becomes of it. */
    private record Joining(Path proc) {

        Seen look(Optional<String> root, Function<Sight, Seen> look) {
            Kernel kernel = Kernel.silent();
            // A root and a working directory of its own: without it the whole program would go along.
            kernel.unshareFileSystemAttributes();
            Map<Namespace, Integer> open = new EnumMap<>(Namespace.class);
            int own = -1;
            try {
                for (Namespace namespace : JOINABLE) {
                    if (differs(namespace)) {
                        open.put(namespace, kernel.open(link(proc, namespace), OpenMode.READ));
                    }
                }
                own = root.isPresent() ? kernel.open(root.get(), OpenMode.PATH) : -1;
                open.forEach((namespace, fd) -> {
                    if (namespace != Namespace.MNT) {
                        kernel.setns(fd, namespace);
                    }
                });
                if (open.containsKey(Namespace.MNT)) {
                    kernel.setns(open.get(Namespace.MNT), Namespace.MNT);
                }
                if (own >= 0) {
                    kernel.chrootTo(own);
                }
                return look.apply(kernel.sight());
            } finally {
                open.values().forEach(kernel::close);
                if (own >= 0) {
                    kernel.close(own);
                }
            }
        }

        private boolean differs(Namespace namespace) {
            try {
                return !Files.readSymbolicLink(Path.of(link(proc, namespace)))
                        .equals(Files.readSymbolicLink(Path.of(link(Path.of("/proc/self"), namespace))));
            } catch (IOException e) {
                // Not to be read: opening it says why.
                return true;
            }
        }

        private static String link(Path proc, Namespace namespace) {
            return proc + "/ns/" + namespace.procName();
        }
    }
}
