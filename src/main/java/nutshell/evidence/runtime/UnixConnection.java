package nutshell.evidence.runtime;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One conversation over a UNIX socket, which ends at a deadline whatever the other side does or does not; a long answer
 * is given the same time again with each portion that comes.
 */
final class UnixConnection implements AutoCloseable {

    private final SocketChannel channel;
    private final Selector selector;
    private final Duration patience;
    private long deadline;
    private final ByteBuffer received = ByteBuffer.allocate(16 * 1024).flip();

    UnixConnection(Path socket, Duration patience) throws IOException {
        this.patience = patience;
        goOn();
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        selector = Selector.open();
        try {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
            if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
                await(key, SelectionKey.OP_CONNECT);
                channel.finishConnect();
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Begins the time anew. */
    void goOn() {
        deadline = System.nanoTime() + patience.toNanos();
    }

    void send(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            if (channel.write(rest) == 0) {
                await(key(), SelectionKey.OP_WRITE);
            }
        }
    }

    /** What the other side sends, up to where it closes. */
    InputStream answer() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return fill() ? received.get() & 0xff : -1;
            }

            @Override
            public int read(byte[] bytes, int from, int most) throws IOException {
                if (most == 0) {
                    return 0;
                }
                if (!fill()) {
                    return -1;
                }
                int count = Math.min(most, received.remaining());
                received.get(bytes, from, count);
                return count;
            }
        };
    }

    /** Waits until something is there to be read; false where nothing comes any more. */
    private boolean fill() throws IOException {
        while (!received.hasRemaining()) {
            received.clear();
            int count = channel.read(received);
            received.flip();
            if (count < 0) {
                return false;
            }
            if (count == 0) {
                await(key(), SelectionKey.OP_READ);
            }
        }
        return true;
    }

    private SelectionKey key() throws IOException {
        SelectionKey key = channel.keyFor(selector);
        if (key == null) {
            throw new EOFException("the connection was closed");
        }
        return key;
    }

    private void await(SelectionKey key, int readiness) throws IOException {
        key.interestOps(readiness);
        selector.selectedKeys().clear();
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0 || selector.select(left) == 0) {
            throw new SocketTimeoutException("no answer in time");
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
