package nutshell.packages;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.function.Consumer;

/** Reads {@code /lib/apk/db/installed}: P is the package, V its version, o what it was built from, A for which machine. */
final class ApkInstalled {

    private static final Set<String> KEYS = Set.of("P", "V", "o", "A");

    private ApkInstalled() {}

    static void read(InputStream content, String where, Consumer<InstalledPackage> each) throws IOException {
        new Stanzas(KEYS, ":", stanza -> {
                    String name = stanza.getOrDefault("P", "");
                    String version = stanza.getOrDefault("V", "");
                    if (!name.isEmpty() && !version.isEmpty()) {
                        each.accept(new InstalledPackage(
                                Packaging.APK,
                                name,
                                version,
                                stanza.getOrDefault("o", name),
                                version,
                                stanza.getOrDefault("A", ""),
                                where));
                    }
                })
                .read(content);
    }
}
