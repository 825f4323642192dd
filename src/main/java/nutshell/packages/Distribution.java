package nutshell.packages;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a tree says of itself in os-release(5).
 *
 * @param id {@code debian}
 * @param version {@code 12}, empty where there is none
 * @param name as a person reads it
 * @param like the distributions it was made after, the closest first
 */
public record Distribution(String id, String version, String name, List<String> like) {

    public Distribution {
        like = List.copyOf(like);
    }

    static Distribution parse(List<String> lines) {
        Map<String, String> values = new HashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                values.put(
                        line.substring(0, equals).strip(),
                        unquoted(line.substring(equals + 1).strip()));
            }
        }
        String id = values.getOrDefault("ID", "linux");
        return new Distribution(
                id,
                values.getOrDefault("VERSION_ID", ""),
                values.getOrDefault("PRETTY_NAME", id),
                List.of(values.getOrDefault("ID_LIKE", "").split(" +", 0)));
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
