package nutshell.escapes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nutshell.container.Container;
import nutshell.container.Errand;
import nutshell.container.Recipe;
import nutshell.container.Stdio;

/**
 * Does what a container engine does with two requests of its API, create and start, for whoever can write to its socket: it
 * starts a container with what that one asks to be mounted. Its one image holds chroot.
 */
final class EngineStandIn {

    private static final Pattern BIND = Pattern.compile("\"Binds\":\\[\"(/[^:\"]*):/host\"\\]");
    private static final Pattern COMMAND = Pattern.compile("\"Cmd\":\\[([^\\]]*)\\]");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *([0-9]+)");

    private final Stake stake;

    private record Wanted(String source, List<String> command) {}

    EngineStandIn(Stake stake) {
        this.stake = stake;
    }

    void answer(SocketChannel visitor) throws IOException {
        Optional<Wanted> created = Optional.empty();
        String request = request(visitor);
        while (!request.isEmpty()) {
            if (request.startsWith("POST /containers/create")) {
                created = wanted(request);
                reply(visitor, created.isPresent() ? "201 Created" : "400 Bad Request");
            } else if (request.startsWith("POST /containers/") && created.isPresent()) {
                start(created.get());
                reply(visitor, "204 No Content");
            } else {
                reply(visitor, "404 Not Found");
            }
            request = request(visitor);
        }
    }

    private static Optional<Wanted> wanted(String request) {
        Matcher bind = BIND.matcher(request);
        Matcher command = COMMAND.matcher(request);
        if (!bind.find() || !command.find()) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command.group(1));
        while (word.find()) {
            words.add(word.group(1));
        }
        boolean known = words.size() >= 3 && words.get(0).equals("chroot");
        return known ? Optional.of(new Wanted(bind.group(1), words)) : Optional.empty();
    }

    /** As an engine does: as root of the host, in namespaces of its own, with the mount that was asked for. */
    private void start(Wanted wanted) {
        Container container = stake.session().enter("engine");
        try {
            container.apply(Recipe.parse(
                            "engine",
                            List.of(
                                    "rootfs " + stake.tree(),
                                    "unshare mnt pid",
                                    "chdir",
                                    "mount -o rbind %s host".formatted(wanted.source()),
                                    "pivot_root"))
                    .steps());
            Attacker program =
                    new Attacker(false).chroot(wanted.command().get(1)).chdir("/");
            program.execve(wanted.command().subList(2, wanted.command().size()));
            container.doErrand(
                    new Errand(Stdio.inherited(), List.of(), Optional.empty(), Optional.empty(), program.calls()));
        } finally {
            container.reset();
        }
    }

    private static void reply(SocketChannel visitor, String status) throws IOException {
        visitor.write(ByteBuffer.wrap(
                "HTTP/1.1 %s\r\nContent-Length: 0\r\n\r\n".formatted(status).getBytes(StandardCharsets.US_ASCII)));
    }

    /** One request, head and body; empty when the visitor has gone. */
    private static String request(SocketChannel visitor) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (!isWhole(bytes.toString(StandardCharsets.UTF_8)) && bytes.size() < 1 << 16) {
            buffer.clear();
            int read = visitor.read(buffer);
            if (read <= 0) {
                return "";
            }
            bytes.write(buffer.array(), 0, read);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isWhole(String request) {
        int end = request.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        Matcher length = LENGTH.matcher(request);
        return request.length() >= end + 4 + (length.find() ? Integer.parseInt(length.group(1)) : 0);
    }
}
