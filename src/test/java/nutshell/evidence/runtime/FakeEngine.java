package nutshell.evidence.runtime;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Listens on a UNIX socket and answers each request with the bytes a test wants; no answer keeps the line open. */
public final class FakeEngine implements AutoCloseable {

    static final String SILENCE = "";

    private final ServerSocketChannel server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<SocketChannel> open = new CopyOnWriteArrayList<>();

    public FakeEngine(Path socket, Function<String, String> answers) throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread thread = new Thread(() -> serve(answers), "fake engine");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Function<String, String> answers) {
        try {
            while (true) {
                SocketChannel client = server.accept();
                open.add(client);
                ByteBuffer request = ByteBuffer.allocate(8192);
                client.read(request);
                String line = new String(request.array(), 0, request.position(), StandardCharsets.US_ASCII);
                requests.add(line.lines().findFirst().orElse(""));
                String answer = answers.apply(line.split(" ", -1)[1]);
                if (!answer.equals(SILENCE)) {
                    client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                    client.close();
                }
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    public List<String> requests() {
        return List.copyOf(requests);
    }

    public static String json(int status, String body) {
        return "HTTP/1.1 %d Whatever\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(status, body.getBytes(StandardCharsets.UTF_8).length, body);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel client : open) {
            client.close();
        }
    }
}
