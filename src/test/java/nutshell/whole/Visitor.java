package nutshell.whole;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Somebody without a browser who speaks to the workshop's server, as its pages do or otherwise. */
final class Visitor implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String server;
    private String cookie = "";
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final StringBuilder told = new StringBuilder();
    private final CountDownLatch closed = new CountDownLatch(1);
    private Optional<WebSocket> socket = Optional.empty();
    private volatile int status;

    Visitor(ServedWorkshop workshop) {
        this.server = workshop.page().replaceAll("/$", "");
    }

    HttpResponse<String> post(String path, String body) {
        return post(path, body, server);
    }

    HttpResponse<String> post(String path, String body, String origin) {
        return send(HttpRequest.newBuilder(URI.create(server + path))
                .header("Origin", origin)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(server + path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            if (!cookie.isEmpty()) {
                request.header("Cookie", cookie);
            }
            return HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> join(String name, String code) {
        String quoted = new com.fasterxml.jackson.databind.node.TextNode(name).toString();
        HttpResponse<String> answer = post("/join", "{\"name\":%s,\"code\":\"%s\"}".formatted(quoted, code));
        answer.headers().firstValue("set-cookie").ifPresent(this::keep);
        return answer;
    }

    HttpResponse<String> enterBoard(ServedWorkshop workshop) {
        String secret = workshop.board().replaceAll(".*#", "");
        HttpResponse<String> answer = post("/board/enter", "{\"secret\":\"" + secret + "\"}");
        answer.headers().firstValue("set-cookie").ifPresent(this::keep);
        return answer;
    }

    void keep(String setCookie) {
        cookie = setCookie.replaceAll(";.*", "");
    }

    String cookie() {
        return cookie;
    }

    /** Opens a page's socket. */
    Visitor open(String path) {
        try {
            socket = Optional.of(HTTP.newWebSocketBuilder()
                    .header("Origin", server)
                    .header("Cookie", cookie)
                    .buildAsync(URI.create(server.replace("http", "ws") + path), new Ear())
                    .get(20, TimeUnit.SECONDS));
            return this;
        } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private final class Ear implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            synchronized (shown) {
                shown.writeBytes(bytes);
                shown.notifyAll();
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            synchronized (shown) {
                told.append(data).append(last ? "\n" : "");
                shown.notifyAll();
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            status = code;
            closed.countDown();
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.countDown();
        }
    }

    /** One thing is sent at a time. */
    synchronized void key(String keys) {
        socket.orElseThrow()
                .sendBinary(ByteBuffer.wrap(keys.getBytes(StandardCharsets.UTF_8)), true)
                .join();
    }

    synchronized void say(String text) {
        socket.orElseThrow().sendText(text, true).join();
    }

    String shown() {
        synchronized (shown) {
            return shown.toString(StandardCharsets.UTF_8);
        }
    }

    String told() {
        synchronized (shown) {
            return told.toString();
        }
    }

    void forget() {
        synchronized (shown) {
            shown.reset();
            told.setLength(0);
        }
    }

    /** Waits until the terminal was sent this, or the page told it. */
    void await(String text, int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        synchronized (shown) {
            while (!shown().contains(text) && !told.toString().contains(text)) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    throw new AssertionError("'" + text + "' did not come within " + seconds + " s; but:\n" + shown());
                }
                try {
                    shown.wait(millis);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** Presses a key and waits until something of it is seen; returns the microseconds. */
    long echo(String key) {
        forget();
        long begun = System.nanoTime();
        key(key);
        await(key, 20);
        return (System.nanoTime() - begun) / 1000;
    }

    /** With which status the server closed the socket. */
    int closed() {
        try {
            if (!closed.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("the server did not close it");
            }
            return status;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        socket.ifPresent(WebSocket::abort);
    }
}
