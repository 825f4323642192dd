package nutshell.escapes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Services of root's on the host that trust whoever reaches them: each tells the nonce and leaves a file. One listens on the
 * loopback interface, one on a name in no file system, one in a file; and one speaks as a container engine does.
 */
final class HostServices implements AutoCloseable {

    private final Stake stake;
    private final Path directory;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final int port;
    private final AbstractSocket named;

    HostServices(Stake stake) {
        this.stake = stake;
        this.directory = stake.directory().resolve("services");
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            ServerSocketChannel loopback = ServerSocketChannel.open();
            loopback.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            port = loopback.getLocalAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
            serve(loopback, this::trusting);
            serve(inFile(socket()), this::trusting);
            EngineStandIn engine = new EngineStandIn(stake);
            serve(inFile(engineSocket()), engine::answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        named = new AbstractSocket(
                stake.session().host(), "nut" + stake.session().id(), this::answer);
        open.add(named);
    }

    int port() {
        return port;
    }

    String name() {
        return named.name();
    }

    Path directory() {
        return directory;
    }

    Path socket() {
        return directory.resolve("service.sock");
    }

    Path engineSocket() {
        return directory.resolve("docker.sock");
    }

    /** Lets those come to our engine who may come to another. */
    void openAs(Path other) {
        try {
            for (String attribute : List.of("unix:uid", "unix:gid", "unix:mode")) {
                Object value = Files.getAttribute(other, attribute);
                boolean mode = attribute.endsWith("mode");
                Files.setAttribute(
                        engineSocket(), attribute, mode && value instanceof Integer bits ? bits & 07777 : value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocketChannel inFile(Path file) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        return channel;
    }

    /** What a service does with someone who has come. */
    private interface Visit {
        void by(SocketChannel visitor) throws IOException;
    }

    private void serve(ServerSocketChannel channel, Visit visit) {
        open.add(channel);
        Thread thread = new Thread(
                () -> {
                    while (channel.isOpen()) {
                        try (SocketChannel visitor = channel.accept()) {
                            visit.by(visitor);
                        } catch (IOException e) {
                            // The visitor has gone, or we are done.
                        }
                    }
                },
                "serves an escape");
        thread.setDaemon(true);
        thread.start();
    }

    private void trusting(SocketChannel visitor) throws IOException {
        if (visitor.read(java.nio.ByteBuffer.allocate(256)) > 0) {
            visitor.write(java.nio.ByteBuffer.wrap(answer().getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        }
    }

    /** As root of the host: reads the nonce, and leaves a file. */
    private String answer() {
        try {
            String nonce = Files.readString(stake.nonceFile());
            Files.writeString(stake.left(), nonce);
            return nonce;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (AutoCloseable one : open) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
