package nutshell.container;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import nutshell.kernel.Kernel;
import nutshell.kernel.OpenMode;

/** Descriptors opened on the host's side for the length of one act; every thread of ours can use them. */
final class Descriptors implements AutoCloseable {

    private final Host host;
    private final List<Integer> open = new ArrayList<>();

    Descriptors(Host host) {
        this.host = host;
    }

    int open(String path) {
        return all(kernel -> List.of(kernel.open(path, OpenMode.READ))).get(0);
    }

    List<Integer> all(Function<Kernel, List<Integer>> opening) {
        List<Integer> opened = host.call(opening);
        open.addAll(opened);
        return opened;
    }

    @Override
    public void close() {
        if (!open.isEmpty()) {
            host.run(kernel -> open.forEach(kernel::close));
        }
    }
}
