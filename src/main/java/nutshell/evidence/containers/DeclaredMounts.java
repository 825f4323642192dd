package nutshell.evidence.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Mounts that will be made when a container starts: what lies there now. */
final class DeclaredMounts {

    private DeclaredMounts() {}

    static List<Map<String, Object>> withSockets(List<Map<String, Object>> mounts, HostView host) {
        return mounts.stream()
                .map(mount -> {
                    Map<String, Object> more = new LinkedHashMap<>(mount);
                    more.put("sockets", below(String.valueOf(mount.get("source")), host));
                    return more;
                })
                .toList();
    }

    private static List<String> below(String source, HostView host) {
        String real = real(source);
        return host.runtimeSockets().stream()
                .filter(socket -> real.equals("/") || socket.equals(real) || socket.startsWith(real + "/"))
                .toList();
    }

    private static String real(String source) {
        try {
            Path path = Path.of(source);
            return path.isAbsolute() && Files.exists(path) ? path.toRealPath().toString() : source;
        } catch (IOException | InvalidPathException e) {
            return source;
        }
    }
}
