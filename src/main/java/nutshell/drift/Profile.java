package nutshell.drift;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * A list of programs to be kept and reviewed: a path and the SHA-256 of its content on each line, as sha256sum(1) writes and
 * checks them.
 */
public final class Profile implements Image {

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](/.*)");
    private static final long MOST_BYTES = 2L << 30;
    private static final String EXAMPLE = "nutshell drift learn docker:web --profile web.profile";

    private final String source;
    private final Map<String, String> digests;

    Profile(String source, Map<String, String> digests) {
        this.source = source;
        this.digests = new TreeMap<>(digests);
    }

    /** Reads a file's lines; empty ones and those that begin with # say nothing. */
    public static Profile parse(String name, List<String> lines) {
        Map<String, String> digests = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            boolean escaped = line.startsWith("\\");
            Matcher matcher = LINE.matcher(escaped ? line.substring(1) : line);
            if (!matcher.matches()) {
                throw Refusal.usage(
                        "%s, line %d is none of a profile: expected 64 hexadecimal digits, two spaces and an absolute path"
                                .formatted(Printable.text(name, 200), i + 1),
                        EXAMPLE);
            }
            digests.put(escaped ? unescaped(matcher.group(2)) : matcher.group(2), matcher.group(1));
        }
        return new Profile("the profile " + name, digests);
    }

    /** The text of its file. */
    public String text() {
        return "# Programs that may run: " + source.replace('\n', ' ') + "\n"
                + digests.entrySet().stream()
                        .map(entry -> line(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining());
    }

    /** A line break or a backslash in a name is escaped, and the line then begins with a backslash. */
    private static String line(String path, String digest) {
        String escaped = path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        return (escaped.equals(path) ? "" : "\\") + digest + "  " + escaped + "\n";
    }

    private static String unescaped(String path) {
        return Pattern.compile("\\\\(.)").matcher(path).replaceAll(escape -> switch (escape.group(1)) {
            case "n" -> "\n";
            case "r" -> "\r";
            default -> Matcher.quoteReplacement(escape.group(1));
        });
    }

    /** What each program's content must be, by its path. */
    public Map<String, String> digests() {
        return Map.copyOf(digests);
    }

    public int size() {
        return digests.size();
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Verdict judge(String path, Program program) {
        String expected = digests.get(path);
        if (expected == null) {
            return Verdict.NOT_IN_IMAGE;
        }
        if (program.stamp().size() > MOST_BYTES) {
            // Others wait while we read; no program is so long, and a sparse file costs its maker nothing.
            return Verdict.CHANGED;
        }
        return program.digest().equals(expected) ? Verdict.OF_THE_IMAGE : Verdict.CHANGED;
    }
}
