package nutshell.evidence.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An engine's API over a real socket, with documents of a test's own; what it does not know is 404. */
public final class StandInEngine implements AutoCloseable {

    private final ServerSocketChannel server;
    private final Map<String, Function<String, String>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<SocketChannel> open = new CopyOnWriteArrayList<>();

    public StandInEngine(Path socket) {
        try {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        say("/version", "{\"Version\":\"28.2.2\",\"Components\":[{\"Name\":\"Engine\"}]}");
        say("/info", "{\"SecurityOptions\":[\"name=seccomp,profile=builtin\"],\"DockerRootDir\":\"/var/lib/docker\"}");
        say("/images/json", "[]");
        say("/networks", "[]");
        say("/containers/json?all=true", "[]");
        Thread accepting = new Thread(this::accept, "stand-in engine");
        accepting.setDaemon(true);
        accepting.start();
    }

    /** Answers a path with a JSON document. */
    public StandInEngine say(String path, String json) {
        return raw(path, asked -> http(200, json));
    }

    /** Answers a path with these bytes; with none, not at all. */
    public StandInEngine raw(String path, Function<String, String> answer) {
        answers.put(path, answer);
        return this;
    }

    public List<String> requests() {
        return List.copyOf(requests);
    }

    public static String http(int status, String body) {
        return "HTTP/1.1 %d It\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(status, body.getBytes(StandardCharsets.UTF_8).length, body);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                Thread serving = new Thread(() -> serve(client), "stand-in connection");
                serving.setDaemon(true);
                serving.start();
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(SocketChannel client) {
        open.add(client);
        try {
            ByteBuffer request = ByteBuffer.allocate(8192);
            client.read(request);
            String line = new String(request.array(), 0, request.position(), StandardCharsets.US_ASCII);
            String path = line.split(" ", 3)[1];
            requests.add(line.lines().findFirst().orElse(""));
            String answer = answers.getOrDefault(path, asked -> http(404, "{\"message\":\"no such thing\"}"))
                    .apply(path);
            if (!answer.isEmpty()) {
                ByteBuffer bytes = ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    client.write(bytes);
                }
                client.close();
                open.remove(client);
            }
        } catch (IOException e) {
            // The other side had enough.
            open.remove(client);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel client : open) {
            client.close();
        }
    }
}
