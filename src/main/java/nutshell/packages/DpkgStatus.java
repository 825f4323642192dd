package nutshell.packages;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads {@code /var/lib/dpkg/status}, or one of the files in {@code status.d} that images without dpkg have. */
final class DpkgStatus {

    private static final Set<String> KEYS = Set.of("Package", "Status", "Version", "Source", "Architecture");
    /** States of dpkg(1) in which a package's files are not there. */
    private static final Set<String> GONE = Set.of("not-installed", "config-files");

    private DpkgStatus() {}

    static void read(InputStream content, String where, Consumer<InstalledPackage> each) throws IOException {
        new Stanzas(KEYS, ":", stanza -> {
                    String status = stanza.getOrDefault("Status", "install ok installed");
                    boolean there = !GONE.contains(status.substring(status.lastIndexOf(' ') + 1));
                    if (there && stanza.containsKey("Package") && stanza.containsKey("Version")) {
                        each.accept(installed(stanza, where));
                    }
                })
                .read(content);
    }

    /** Source is the package itself where it is not said, and has a version in brackets where that is another. */
    private static InstalledPackage installed(Map<String, String> stanza, String where) {
        String name = stanza.getOrDefault("Package", "");
        String version = stanza.getOrDefault("Version", "");
        String source = stanza.getOrDefault("Source", name);
        int bracket = source.indexOf(" (");
        boolean other = bracket > 0 && source.endsWith(")");
        return new InstalledPackage(
                Packaging.DPKG,
                name,
                version,
                other ? source.substring(0, bracket) : source,
                other ? source.substring(bracket + 2, source.length() - 1) : version,
                stanza.getOrDefault("Architecture", ""),
                where);
    }
}
