package nutshell.evidence.host;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nutshell.evidence.Evidence;
import nutshell.evidence.proc.ProcDirectory;

/** TCP sockets that listen in our network namespace; see {@code /proc/net/tcp} in proc(5). */
final class ListeningSockets {

    /** {@code sl: local remote st …}: state 0A is LISTEN. */
    private static final Pattern LINE =
            Pattern.compile("\\s*[0-9]+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A .*");

    private ListeningSockets() {}

    static Evidence<List<Map<String, Object>>> read(ProcDirectory process) {
        Evidence<List<String>> four = process.lines("net/tcp");
        List<String> lines = new ArrayList<>(four.fact().orElse(List.of()));
        lines.addAll(process.lines("net/tcp6").fact().orElse(List.of()));
        return four.parsed(nothing -> parse(lines));
    }

    static List<Map<String, Object>> parse(List<String> lines) {
        Set<Map<String, Object>> found = new LinkedHashSet<>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                found.add(Map.of("address", address(matcher.group(1)), "port", Integer.parseInt(matcher.group(2), 16)));
            }
        }
        return List.copyOf(found);
    }

    /** Each four bytes stand in the machine's own order, the lowest first here. */
    private static String address(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length == 4) {
            return "%d.%d.%d.%d".formatted(bytes[3] & 0xff, bytes[2] & 0xff, bytes[1] & 0xff, bytes[0] & 0xff);
        }
        if (hex.matches("0{32}")) {
            return "::";
        }
        if (hex.matches("0{24}01000000")) {
            return "::1";
        }
        return hex.startsWith("0000000000000000FFFF0000") ? address(hex.substring(24)) : "[" + hex + "]";
    }
}
