package nutshell.evidence.proc;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An open file of a process: what the link in {@code fd} and the lines in {@code fdinfo} say.
 *
 * @param target as the kernel writes it: a path, {@code socket:[4711]}, {@code anon_inode:[eventpoll]}
 * @param mount the id of the mount it was opened on, as mountinfo numbers them
 */
public record Descriptor(int number, String target, OptionalLong mount, boolean directory) {

    private static final Pattern SOCKET = Pattern.compile("socket:\\[([0-9]{1,18})]");
    private static final Pattern MOUNT = Pattern.compile("mnt_id:\\s*([0-9]{1,9})");
    private static final Pattern FLAGS = Pattern.compile("flags:\\s*([0-7]{1,12})");

    /** O_DIRECTORY of {@code <fcntl.h>}, which ARM counts otherwise. */
    private static final long DIRECTORY = System.getProperty("os.arch", "").equals("aarch64") ? 0040000 : 0200000;

    public static Descriptor parse(int number, String target, List<String> fdinfo) {
        long flags =
                first(FLAGS, fdinfo).map(digits -> Long.parseLong(digits, 8)).orElse(0L);
        OptionalLong mount =
                first(MOUNT, fdinfo).stream().mapToLong(Long::parseLong).findFirst();
        return new Descriptor(number, target, mount, (flags & DIRECTORY) != 0);
    }

    /** Whether it is a file that has, or had, a path: not a pipe, a socket, a memfd or another thing of the kernel's. */
    public boolean isFile() {
        return target.startsWith("/") && !target.startsWith("/memfd:");
    }

    /** The socket's number, by which net/unix and net/tcp list it. */
    public OptionalLong socket() {
        Matcher matcher = SOCKET.matcher(target);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    private static Optional<String> first(Pattern pattern, List<String> lines) {
        return lines.stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }
}
