package nutshell.serve.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import nutshell.serve.Attendee;
import nutshell.serve.Workshop;
import org.eclipse.jetty.websocket.api.Session;

/** The instructor's look into an attendee's terminal, who sees that somebody looks. */
public final class LookPage extends Page {

    private final Workshop workshop;
    private final Attendee attendee;
    private final Runnable changed = this::changed;
    private @org.jspecify.annotations.Nullable Outbox outbox;

    LookPage(Workshop workshop, Attendee attendee) {
        this.workshop = workshop;
        this.attendee = attendee;
    }

    @Override
    void opened(Session session) {
        Outbox out = new Outbox(session, this::state);
        outbox = out;
        workshop.watch(attendee, true);
        workshop.listen(changed);
        out.show(attendee.screen());
        out.pump();
    }

    private void changed() {
        Outbox out = outbox;
        if (out != null) {
            out.changed();
        }
    }

    private String state() {
        ObjectNode state = JSON.createObjectNode();
        synchronized (workshop) {
            state.put("is", "state")
                    .put("name", attendee.name())
                    .put("invited", attendee.invited())
                    .put("columns", attendee.screen().size().columns())
                    .put("rows", attendee.screen().size().rows());
        }
        return state.toString();
    }

    @Override
    void typed(byte[] keys) {
        workshop.typeInvited(attendee, keys);
    }

    @Override
    void asked(String what, JsonNode wish) {
        end(1008, "not understood");
    }

    @Override
    void closed() {
        workshop.unlisten(changed);
        workshop.watch(attendee, false);
        Outbox out = outbox;
        if (out != null) {
            out.close();
        }
    }
}
