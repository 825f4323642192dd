package nutshell.evidence.proc;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A UNIX socket of a network namespace, as {@code /proc/PID/net/unix} lists it.
 *
 * @param path where it is bound; empty for one that has no name, or an abstract one
 */
public record UnixSocket(long inode, boolean listens, Optional<String> path) {

    /** Num: RefCount Protocol Flags Type St Inode Path; unix(7). */
    private static final Pattern LINE = Pattern.compile(
            "[0-9a-fA-F]+: [0-9a-fA-F]{8} [0-9a-fA-F]{8} ([0-9a-fA-F]{8}) [0-9a-fA-F]{4} [0-9a-fA-F]{2} +([0-9]{1,18})(?: (/.*))?.*",
            Pattern.DOTALL);

    /** __SO_ACCEPTCON of {@code <linux/net.h>}. */
    private static final int ACCEPTS_CONNECTIONS = 1 << 16;

    /** Takes the lines it understands: a name may hold a line break, and then the rest is no line. */
    public static List<UnixSocket> parse(List<String> lines) {
        return lines.stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(UnixSocket::of)
                .toList();
    }

    private static UnixSocket of(Matcher line) {
        boolean listens = (Integer.parseUnsignedInt(line.group(1), 16) & ACCEPTS_CONNECTIONS) != 0;
        return new UnixSocket(Long.parseLong(line.group(2)), listens, Optional.ofNullable(line.group(3)));
    }
}
