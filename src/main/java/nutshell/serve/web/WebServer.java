package nutshell.serve.web;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import nutshell.refusals.Refusal;
import nutshell.serve.Workshop;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** The server as a whole: what it listens on, and how much it takes from anybody. */
public final class WebServer implements AutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(30);

    /** A page says every twenty seconds that it is there. */
    private static final Duration IDLE_PAGE = Duration.ofSeconds(65);

    private static final int LONGEST_MESSAGE = 16 * 1024;
    private static final int CONNECTIONS = 1000;

    private final Server server;
    private final ServerConnector connector;
    private final Workshop workshop;
    private final Visitors visitors;

    /** Takes a certificate where it is to speak TLS, and the names it answers to. */
    public WebServer(Workshop workshop, String instructor, Optional<Certificate> certificate) {
        this.workshop = workshop;
        this.visitors = new Visitors(workshop, instructor, certificate.isPresent());
        QueuedThreadPool threads = new QueuedThreadPool(32, 4);
        threads.setName("serves");
        threads.setDaemon(true);
        this.server = new Server(threads);
        this.connector = new ServerConnector(server, 1, 1, connections(certificate));
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
        server.setStopTimeout(0);
        server.setErrorHandler(
                (asked, answer, callback) -> Answers.text(answer, callback, answer.getStatus(), "it cannot be done"));
    }

    private static ConnectionFactory[] connections(Optional<Certificate> certificate) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(8 * 1024);
        if (certificate.isEmpty()) {
            return new ConnectionFactory[] {new HttpConnectionFactory(http)};
        }
        SecureRequestCustomizer secure = new SecureRequestCustomizer();
        secure.setSniHostCheck(false); // most come by an address, which is no name to be asked for
        http.addCustomizer(secure);
        return new ConnectionFactory[] {
            new SslConnectionFactory(certificate.get().forJetty(), HttpVersion.HTTP_1_1.asString()),
            new HttpConnectionFactory(http)
        };
    }

    /** Takes the port before anybody is told of it; 0 is any that is free. */
    public int listen(InetSocketAddress address) {
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        try {
            connector.open();
            return connector.getLocalPort();
        } catch (java.io.IOException e) {
            throw Refusal.machine(
                    "%s port %d cannot be listened on: %s"
                            .formatted(address.getAddress().getHostAddress(), address.getPort(), e.getMessage()),
                    "another one: nutshell serve --port 0");
        }
    }

    /** Serves from now on, under these names with their ports. */
    public void start(Set<String> authorities, boolean tls) {
        WebSocketUpgradeHandler sockets = WebSocketUpgradeHandler.from(server, this::sockets);
        Handler pages = new Pages(workshop, visitors);
        sockets.setHandler(pages);
        server.setHandler(new Doorkeeper(authorities, tls, sockets));
        try {
            server.start();
        } catch (Exception e) {
            throw Refusal.failed("the server does not start: " + e.getMessage(), "NUTSHELL_DEBUG=1 nutshell serve");
        }
    }

    private void sockets(ServerWebSocketContainer container) {
        container.setIdleTimeout(IDLE_PAGE);
        container.setMaxTextMessageSize(LONGEST_MESSAGE);
        container.setMaxBinaryMessageSize(LONGEST_MESSAGE);
        container.setMaxFrameSize(LONGEST_MESSAGE);
        container.addMapping(
                "/terminal",
                (asked, answer, callback) -> visitors.attendee(asked)
                        .<Object>map(attendee -> new AttendeePage(workshop, attendee))
                        .orElseGet(() -> refused(answer, callback)));
        container.addMapping(
                "/board/feed",
                (asked, answer, callback) ->
                        visitors.isInstructor(asked) ? new BoardPage(workshop) : refused(answer, callback));
        container.addMapping(
                "/board/look",
                (asked, answer, callback) -> Optional.of(asked)
                        .filter(visitors::isInstructor)
                        .flatMap(request -> workshop.roll()
                                .attendee(String.valueOf(
                                        Request.extractQueryParameters(request).getValue("who"))))
                        .<Object>map(attendee -> new LookPage(workshop, attendee))
                        .orElseGet(() -> refused(answer, callback)));
    }

    @SuppressWarnings("NullAway") // so Jetty is told that there is nobody to talk to
    private static Object refused(ServerUpgradeResponse answer, org.eclipse.jetty.util.Callback callback) {
        Answers.text(answer, callback, 401, "come in first");
        return null;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw Refusal.failed("the server does not stop: " + e.getMessage(), "again");
        }
    }
}
