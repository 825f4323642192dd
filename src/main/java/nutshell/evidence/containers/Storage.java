package nutshell.evidence.containers;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import nutshell.evidence.Documents;
import nutshell.evidence.Evidence;

/** On which file system a directory lies, and how full that is. */
final class Storage {

    private Storage() {}

    static Evidence<Map<String, Object>> below(Path directory) {
        try {
            FileStore store = Files.getFileStore(directory);
            long free = store.getTotalSpace() == 0 ? 0 : store.getUsableSpace() * 100 / store.getTotalSpace();
            boolean apart =
                    !Files.getAttribute(directory, "unix:dev").equals(Files.getAttribute(Path.of("/"), "unix:dev"));
            return Evidence.seen(directory.toString(), Map.of("apart", apart, "free_percent", free));
        } catch (IOException e) {
            return Evidence.notSeen(directory.toString(), Documents.reason(e));
        }
    }
}
