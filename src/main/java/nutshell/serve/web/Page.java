package nutshell.serve.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Optional;
import nutshell.serve.Screen;
import nutshell.serve.Workshop;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of one open page: what it sends is taken one by one, and what is none of ours ends it. Public, like those
 * that extend it, because Jetty calls it.
 */
public abstract class Page implements Session.Listener.AutoDemanding {

    static final ObjectMapper JSON = new JsonMapper();

    private final Workshop workshop;
    private final Runnable changed = this::changed;
    private final Pace pace = new Pace();
    private volatile boolean open;
    private volatile @Nullable Session session;
    private volatile @Nullable Outbox outbox;

    Page(Workshop workshop) {
        this.workshop = workshop;
    }

    /** What it is told whenever something has changed. */
    abstract ObjectNode state();

    /** The terminal that is on it. */
    abstract Optional<Screen> screen();

    /** It is there. */
    abstract void opened();

    abstract void typed(byte[] keys);

    /** A wish of the page's: an object with {@code do} and what belongs to it. */
    abstract void asked(String what, JsonNode wish);

    /** It is there no longer. */
    abstract void closed();

    @Override
    public void onWebSocketOpen(Session session) {
        this.session = session;
        open = true;
        Outbox out = new Outbox(session, () -> state().toString());
        outbox = out;
        opened();
        workshop.changes().listen(changed);
        screen().ifPresent(out::show);
        out.pump();
    }

    private void changed() {
        Outbox out = outbox;
        if (out != null) {
            out.changed();
        }
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        byte[] keys = new byte[payload.remaining()];
        payload.get(keys);
        callback.succeed();
        if (allowed(keys.length)) {
            typed(keys);
        }
    }

    @Override
    public void onWebSocketText(String text) {
        if (!allowed(text.length())) {
            return;
        }
        try {
            JsonNode wish = JSON.readTree(text);
            if (wish == null || !wish.path("do").isTextual()) {
                end(StatusCode.POLICY_VIOLATION, "not understood");
            } else if (!wish.path("do").asText().equals("here")) {
                asked(wish.path("do").asText(), wish);
            }
        } catch (JsonProcessingException e) {
            end(StatusCode.POLICY_VIOLATION, "not understood");
        }
    }

    private boolean allowed(int bytes) {
        if (!open) {
            return false;
        }
        if (!pace.allows(bytes)) {
            end(StatusCode.POLICY_VIOLATION, "too much at once");
            return false;
        }
        return true;
    }

    /** Ends the page with a reason that it can show. */
    final void end(int status, String reason) {
        Session now = session;
        if (now != null) {
            now.close(status, reason, Callback.NOOP);
        }
    }

    @Override
    public void onWebSocketClose(int status, String reason, Callback callback) {
        left();
        callback.succeed();
    }

    private void left() {
        if (!open) {
            return;
        }
        open = false;
        workshop.changes().unlisten(changed);
        closed();
        Outbox out = outbox;
        if (out != null) {
            out.close();
        }
    }

    /** A frame that is malformed or too large, or a connection that broke: Jetty closes it and says so to the other side. */
    @Override
    public void onWebSocketError(Throwable cause) {
        left();
    }
}
