package nutshell.container;

import nutshell.kernel.Kernel;
import nutshell.kernel.OpenMode;

/** The host's /proc, kept open: a container finds itself there even when its own root has none. */
final class HostProc {

    private static int descriptor = -1;

    private HostProc() {}

    static synchronized int descriptor() {
        if (descriptor < 0) {
            descriptor = Kernel.silent().open("/proc", OpenMode.READ);
        }
        return descriptor;
    }
}
