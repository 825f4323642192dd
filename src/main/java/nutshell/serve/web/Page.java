package nutshell.serve.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/**
 * The server's end of one open page: what it sends is taken one by one, and what is none of ours ends it. Public, like those
 * that extend it, because Jetty calls it.
 */
public abstract class Page implements Session.Listener.AutoDemanding {

    static final ObjectMapper JSON = new JsonMapper();

    private final Pace pace = new Pace();
    private volatile boolean open;

    /** The page is there; what it is to be sent goes through this. */
    abstract void opened(Session session);

    abstract void typed(byte[] keys);

    /** A wish of the page's: an object with {@code do} and what belongs to it. */
    abstract void asked(String what, JsonNode wish);

    abstract void closed();

    @Override
    public void onWebSocketOpen(Session session) {
        this.session = session;
        open = true;
        opened(session);
    }

    private volatile @org.jspecify.annotations.Nullable Session session;

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
        if (open) {
            open = false;
            closed();
        }
        callback.succeed();
    }

    /** A frame that is malformed or too large, or a connection that broke: Jetty closes it and says so to the other side. */
    @Override
    public void onWebSocketError(Throwable cause) {
        if (open) {
            open = false;
            closed();
        }
    }
}
