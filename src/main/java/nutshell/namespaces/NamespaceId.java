package nutshell.namespaces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nutshell.refusals.Refusal;

/** Which namespace it is: two threads share one exactly when the links under {@code /proc/PID/ns} read the same. */
public record NamespaceId(String kind, long inode) {

    private static final Pattern LINK = Pattern.compile("([a-z]{1,16}):\\[([0-9]{1,18})]");

    /** Reads a link's text, such as {@code uts:[4026531838]}. */
    public static NamespaceId parse(String link) {
        Matcher matcher = LINK.matcher(link);
        if (!matcher.matches()) {
            throw Refusal.failed(
                    "'%s' does not name a namespace: expected text such as uts:[4026531838]"
                            .formatted(link.replaceAll("\\P{Print}", "?")),
                    "readlink /proc/self/ns/uts");
        }
        return new NamespaceId(matcher.group(1), Long.parseLong(matcher.group(2)));
    }

    /** Follows a link such as {@code /proc/self/ns/uts}; proc(5) asks for ptrace access where it is another's. */
    public static NamespaceId read(Path link) {
        try {
            return parse(Files.readSymbolicLink(link).toString());
        } catch (IOException e) {
            throw Refusal.machine(
                    "cannot read the link %s: the process has ended, or it is not yours to look at".formatted(link),
                    "readlink " + link + " as root");
        }
    }

    @Override
    public String toString() {
        return kind + ":[" + inode + "]";
    }
}
