package nutshell.evidence.kubernetes;

import java.nio.file.Path;
import java.util.List;

/** Reads a kubeconfig and asks nobody. */
public final class Kubeconfigs {

    private Kubeconfigs() {}

    public static void read(Path file) {
        Kubeconfig.read(List.of(file));
    }
}
