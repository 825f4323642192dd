package nutshell.packages;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads a database of lines {@code Key: value}, where an empty line ends what belongs together; never all at once. */
final class Stanzas {

    private static final int LONGEST_VALUE = 1024;

    private final Set<String> keys;
    private final String separator;
    private final Consumer<Map<String, String>> each;

    /** Keeps these keys only, of which the values are short. */
    Stanzas(Set<String> keys, String separator, Consumer<Map<String, String>> each) {
        this.keys = Set.copyOf(keys);
        this.separator = separator;
        this.each = each;
    }

    void read(InputStream content) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
        Map<String, String> stanza = new LinkedHashMap<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.isBlank()) {
                finish(stanza);
            } else {
                keep(stanza, line);
            }
        }
        finish(stanza);
    }

    private void keep(Map<String, String> stanza, String line) {
        int end = line.indexOf(separator);
        if (end > 0 && line.length() <= LONGEST_VALUE && keys.contains(line.substring(0, end))) {
            stanza.putIfAbsent(
                    line.substring(0, end),
                    line.substring(end + separator.length()).strip());
        }
    }

    private void finish(Map<String, String> stanza) {
        if (!stanza.isEmpty()) {
            each.accept(stanza);
            stanza.clear();
        }
    }
}
