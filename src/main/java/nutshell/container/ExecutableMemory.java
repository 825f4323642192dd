package nutshell.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nutshell.kernel.ChildList;
import nutshell.kernel.Kernel;
import nutshell.kernel.OpenMode;
import nutshell.namespaces.Namespace;

/**
 * Whether the processes of a PID namespace may make memory that can be executed as a file: {@code vm.memfd_noexec}, Linux
 * 6.3, see memfd_create(2). The kernel takes the setting to be of the PID namespace of whoever writes it, so a child of ours
 * joins that one for it.
 */
final class ExecutableMemory {

    private static final String SETTING = "/proc/sys/vm/memfd_noexec";
    /** memfd_create(2) refuses MFD_EXEC, and whoever does not say gets memory that cannot be executed. */
    private static final String NEVER = "2";

    private ExecutableMemory() {}

    /** Whether this kernel has the setting. */
    static boolean canBeForbidden() {
        return Files.exists(Path.of(SETTING));
    }

    /** The ledger's words for a namespace as it is now. */
    static String words(Kernel kernel, Path process, String namespace) {
        return namespace + " " + ask(kernel, process, Optional.empty());
    }

    static void forbid(Kernel kernel, Path process) {
        ask(kernel, process, Optional.of(NEVER));
    }

    /** Puts back what the ledger says, through any process that is still in the namespace; it may have gone with them. */
    static boolean restore(Kernel kernel, String words) {
        int space = words.indexOf(' ');
        Optional<Path> process = inhabitant(words.substring(0, space));
        boolean changed = process.isPresent()
                && ask(kernel, process.get(), Optional.empty()).equals(NEVER)
                && !words.endsWith(" " + NEVER);
        if (changed) {
            ask(kernel, process.get(), Optional.of(words.substring(space + 1)));
        }
        return changed;
    }

    private static Optional<Path> inhabitant(String namespace) {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("[0-9]+"))
                    .filter(process -> namespace(process).equals(Optional.of(namespace)))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The PID namespace of a process, or of the children of a thread that has left its own. */
    static Optional<String> namespace(Path process) {
        try {
            return Optional.of(Files.readSymbolicLink(link(process)).toString());
        } catch (IOException e) {
            // It has ended, or no process has been started in there yet.
            return Optional.empty();
        }
    }

    private static Path link(Path process) {
        return process.resolve("ns").resolve(Namespace.PID.childrenLink());
    }

    /** Has a child read the setting, after it has written it where there is something to write. */
    private static String ask(Kernel kernel, Path process, Optional<String> value) {
        int theirs = kernel.open(link(process).toString(), OpenMode.READ);
        int ours = kernel.open("/proc/self/ns/" + Namespace.PID.procName(), OpenMode.READ);
        int setting = kernel.open(SETTING, OpenMode.READ_WRITE);
        try {
            ChildList list = new ChildList();
            value.ifPresent(text -> list.writeAtStart(setting, text));
            Supplier<String> read = list.readAtStart(setting, 16);
            kernel.setns(theirs, Namespace.PID);
            try {
                kernel.processes().carryOut(list, true);
            } finally {
                kernel.setns(ours, Namespace.PID);
            }
            return read.get().strip();
        } finally {
            kernel.close(setting);
            kernel.close(ours);
            kernel.close(theirs);
        }
    }
}
