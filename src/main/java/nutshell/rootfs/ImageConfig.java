package nutshell.rootfs;

import java.util.List;

/**
 * What an image asks of whoever starts it. See the OCI image specification, {@code config.md}.
 *
 * <p>Strangers' text: escape it before it is shown.
 */
public record ImageConfig(List<String> env, List<String> entrypoint, List<String> cmd, String user, String workingDir) {

    public ImageConfig {
        env = List.copyOf(env);
        entrypoint = List.copyOf(entrypoint);
        cmd = List.copyOf(cmd);
    }
}
