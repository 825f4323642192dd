package nutshell.serve.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import nutshell.serve.Attendee;
import nutshell.serve.Screen;
import nutshell.serve.Workshop;
import org.eclipse.jetty.websocket.api.Session;

/** An attendee's page: their terminal, and the little around it. */
public final class AttendeePage extends Page {

    /** What the page is told when another takes its place. */
    static final int TAKEN = 4001;

    private final Workshop workshop;
    private final Attendee attendee;
    private final Runnable taken = this::takenUp;
    private @org.jspecify.annotations.Nullable Outbox outbox;
    private final Runnable changed = this::changed;

    AttendeePage(Workshop workshop, Attendee attendee) {
        this.workshop = workshop;
        this.attendee = attendee;
    }

    @Override
    void opened(Session session) {
        Outbox out = new Outbox(session, this::state);
        outbox = out;
        workshop.open(attendee, taken);
        workshop.listen(changed);
        out.show(attendee.screen());
        out.pump();
    }

    private void takenUp() {
        end(TAKEN, "taken up elsewhere");
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
                    .put("shell", attendee.state().name().toLowerCase(java.util.Locale.ROOT))
                    .put("trouble", attendee.trouble())
                    .put("help", attendee.help().isPresent())
                    .put("invited", attendee.invited())
                    .put("watched", attendee.watched())
                    .put("message", workshop.message())
                    .put(
                            "cards",
                            attendee.signs().values().stream()
                                    .filter(s -> !s.card().isEmpty())
                                    .count());
        }
        return state.toString();
    }

    @Override
    void typed(byte[] keys) {
        workshop.type(attendee, keys);
    }

    @Override
    void asked(String what, JsonNode wish) {
        boolean on = wish.path("on").asBoolean();
        switch (what) {
            case "resize" ->
                workshop.resize(
                        attendee,
                        new Screen.Size(
                                wish.path("columns").asInt(), wish.path("rows").asInt()));
            case "help" -> workshop.help(attendee, on);
            case "invite" -> workshop.invite(attendee, on);
            case "reset" -> workshop.reset(attendee);
            case "restart" -> workshop.restart(attendee);
            default -> end(1008, "not understood");
        }
    }

    @Override
    void closed() {
        workshop.unlisten(changed);
        workshop.leave(attendee, taken);
        Outbox out = outbox;
        if (out != null) {
            out.close();
        }
    }
}
