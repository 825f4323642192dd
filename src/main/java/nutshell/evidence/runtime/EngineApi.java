package nutshell.evidence.runtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Asks an engine questions over its socket; only ever GET, which changes nothing. */
public record EngineApi(Engine engine, Path socket, Duration patience) {

    /** The remedy where what answers is no engine. */
    public static final String WHO_LISTENS = "look which program listens there: ss -xlp";

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(100).build())
            .build());

    /** What an engine answers, with the status by which it says that there is no such thing. */
    public record Reply(int status, JsonNode body) {

        public boolean found() {
            return status == 200;
        }

        /** What an engine says about what went wrong. */
        public String message() {
            return Printable.text(body.path("message").asText("status " + status), 300);
        }
    }

    /** Asks for a path of the Docker Engine API, which Podman understands as well. */
    public Reply get(String path) {
        try (UnixConnection connection = ask(path)) {
            HttpAnswer answer = HttpAnswer.read(connection.answer());
            return new Reply(answer.status(), MAPPER.readTree(answer.body()));
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw unusable("what answers there does not speak JSON", WHO_LISTENS);
        } catch (SocketTimeoutException e) {
            throw unusable(
                    "no answer within " + patience.toSeconds() + " s",
                    "see whether the engine hangs: " + engine.word() + " ps");
        } catch (IOException e) {
            throw unusable(said(e), remedy(e));
        }
    }

    /** Whoever takes a long answer as it comes, and makes something of it. */
    public interface Taker<T> {
        T take(InputStream body) throws IOException;
    }

    /** Asks for what is no JSON and may be gigabytes; the engine must keep it coming. */
    public <T> T stream(String path, Taker<T> taker) {
        try (UnixConnection connection = ask(path)) {
            HttpAnswer.HttpStream answer = HttpAnswer.open(new KeepsComing(connection));
            if (answer.status() != 200) {
                throw unusable("status " + answer.status(), engine.word() + " images shows what there is");
            }
            return taker.take(answer.body());
        } catch (SocketTimeoutException e) {
            throw unusable(
                    "nothing came for " + patience.toSeconds() + " s",
                    "see whether the engine hangs: " + engine.word() + " ps");
        } catch (IOException e) {
            throw unusable(said(e), remedy(e));
        }
    }

    private UnixConnection ask(String path) throws IOException {
        String request = "GET %s HTTP/1.1\r\nHost: localhost\r\nUser-Agent: nutshell\r\nConnection: close\r\n\r\n"
                .formatted(path);
        UnixConnection connection = new UnixConnection(socket, patience);
        boolean sent = false;
        try {
            connection.send(request.getBytes(StandardCharsets.US_ASCII));
            sent = true;
            return connection;
        } finally {
            if (!sent) {
                connection.close();
            }
        }
    }

    /** Gives the engine its time again with each portion. */
    private static final class KeepsComing extends FilterInputStream {
        private final UnixConnection connection;

        KeepsComing(UnixConnection connection) {
            super(connection.answer());
            this.connection = connection;
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
            int count = in.read(bytes, from, most);
            connection.goOn();
            return count;
        }
    }

    private Refusal unusable(String why, String remedy) {
        return Refusal.machine("the engine's socket %s: %s".formatted(Printable.text(socket.toString()), why), remedy);
    }

    private String remedy(IOException e) {
        if (e instanceof ProtocolException) {
            return WHO_LISTENS;
        }
        return denied(e) ? "run it as root (sudo), or join the group that owns the socket" : engine.starts();
    }

    private static boolean denied(IOException e) {
        return String.valueOf(e.getMessage()).contains("Permission denied");
    }

    private static String said(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("No such file")) {
            return "there is no such file, so no engine listens";
        }
        if (message.contains("Connection refused")) {
            return "nobody listens there (connection refused)";
        }
        return Printable.text(message, 200);
    }
}
