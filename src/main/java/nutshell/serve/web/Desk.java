package nutshell.serve.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import nutshell.refusals.Refusal;
import nutshell.serve.Attempts;
import nutshell.serve.Workshop;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/** Where people come in: attendees with a name and the room's code, the instructor with a secret. */
final class Desk {

    private static final int LONGEST = 2000;

    private final Workshop workshop;
    private final Visitors visitors;
    private final Attempts attempts = new Attempts(System::nanoTime);

    Desk(Workshop workshop, Visitors visitors) {
        this.workshop = workshop;
        this.visitors = visitors;
    }

    boolean join(Request request, Response response, Callback callback) {
        return entered(request, response, callback, asked -> {
            String token = workshop.join(
                    asked.path("name").asText(), asked.path("code").asText());
            visitors.remember(response, token);
        });
    }

    boolean board(Request request, Response response, Callback callback) {
        return entered(request, response, callback, asked -> {
            if (!visitors.knowsInstructorsSecret(asked.path("secret").asText())) {
                throw Refusal.safety("this is not the instructor's secret", "the program printed it when it started");
            }
            visitors.rememberInstructor(response);
        });
    }

    private interface Entry {
        void by(JsonNode asked);
    }

    /** What was asked is awaited, however slowly it comes, without a thread that waits. */
    private boolean entered(Request request, Response response, Callback callback, Entry entry) {
        long length = request.getLength();
        if (length < 0 || length > LONGEST) {
            told(response, callback, 413, "this is not what the page sends", "reload the page");
            return true;
        }
        Content.Source.asByteBuffer(request, new Promise.Invocable.NonBlocking<>() {
            @Override
            public void succeeded(ByteBuffer body) {
                read(body)
                        .ifPresentOrElse(
                                asked -> entered(Request.getRemoteAddr(request), asked, entry, response, callback),
                                () -> told(
                                        response, callback, 400, "this is not what the page sends", "reload the page"));
            }

            @Override
            public void failed(Throwable failure) {
                callback.failed(failure);
            }
        });
        return true;
    }

    private void entered(String from, JsonNode asked, Entry entry, Response response, Callback callback) {
        if (!attempts.allowed(from)) {
            told(response, callback, 429, "too many wrong codes: wait a minute", "then once more, slowly");
            return;
        }
        try {
            entry.by(asked);
            Answers.json(response, callback, 200, Page.JSON.createObjectNode());
        } catch (Refusal e) {
            boolean wrong = e.kind() == Refusal.Kind.SAFETY;
            if (wrong) {
                attempts.wrong(from);
            }
            told(response, callback, wrong ? 403 : 409, String.valueOf(e.getMessage()), e.remedy());
        }
    }

    private static void told(Response response, Callback callback, int status, String what, String remedy) {
        Answers.json(
                response,
                callback,
                status,
                Page.JSON.createObjectNode().put("what", what).put("remedy", remedy));
    }

    private static Optional<JsonNode> read(ByteBuffer body) {
        try {
            byte[] bytes = new byte[body.remaining()];
            body.get(bytes);
            return Optional.ofNullable(Page.JSON.readTree(bytes)).filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
