package nutshell.container;

import java.util.ArrayList;
import java.util.List;
import nutshell.kernel.OpenMode;

/** Descriptors opened on the host's side for the length of one act; every thread of ours can use them. */
final class Descriptors implements AutoCloseable {

    private final Host host;
    private final List<Integer> open = new ArrayList<>();

    Descriptors(Host host) {
        this.host = host;
    }

    int open(String path, OpenMode mode) {
        int fd = host.call(kernel -> kernel.open(path, mode));
        open.add(fd);
        return fd;
    }

    @Override
    public void close() {
        if (!open.isEmpty()) {
            host.run(kernel -> open.forEach(kernel::close));
        }
    }
}
