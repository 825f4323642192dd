package nutshell.machine;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Lines to and fro over one of QEMU's sockets, never waiting without a limit. */
final class Conversation implements AutoCloseable {

    private static final long GLANCE_MILLIS = 200;

    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private final StringBuilder heard = new StringBuilder();

    private Conversation(SocketChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    static Conversation with(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.configureBlocking(false);
            Selector selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            return new Conversation(channel, selector);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    void say(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Returns the first line that fits; nothing if the limit passed, the other side left, or there is no hope. */
    Optional<String> hear(Predicate<String> wanted, Duration limit, BooleanSupplier hope) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<String> line = next(wanted);
            if (line.isPresent() || System.nanoTime() > end || !hope.getAsBoolean()) {
                return line;
            }
            selector.select(GLANCE_MILLIS);
            selector.selectedKeys().clear();
            buffer.clear();
            if (channel.read(buffer) < 0) {
                return Optional.empty();
            }
            heard.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
        }
    }

    private Optional<String> next(Predicate<String> wanted) {
        for (int end = heard.indexOf("\n"); end >= 0; end = heard.indexOf("\n")) {
            String line = heard.substring(0, end).strip();
            heard.delete(0, end + 1);
            if (wanted.test(line)) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
