package nutshell.serve.web;

import com.fasterxml.jackson.databind.JsonNode;
import nutshell.serve.Workshop;
import org.eclipse.jetty.websocket.api.Session;

/** The instructor's board. */
public final class BoardPage extends Page {

    private final Workshop workshop;
    private final Runnable changed = this::changed;
    private @org.jspecify.annotations.Nullable Outbox outbox;

    BoardPage(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    void opened(Session session) {
        Outbox out = new Outbox(session, () -> Board.of(workshop).toString());
        outbox = out;
        workshop.listen(changed);
        out.pump();
    }

    private void changed() {
        Outbox out = outbox;
        if (out != null) {
            out.changed();
        }
    }

    @Override
    void typed(byte[] keys) {
        end(1008, "nothing is typed here");
    }

    @Override
    void asked(String what, JsonNode wish) {
        String who = wish.path("who").asText();
        switch (what) {
            case "say" -> workshop.say(wish.path("text").asText());
            case "lab" ->
                workshop.lab(wish.path("lab").asText(), wish.path("on").asBoolean());
            case "helped" -> workshop.attendee(who).ifPresent(attendee -> workshop.help(attendee, false));
            case "readmit" -> workshop.attendee(who).ifPresent(workshop::readmit);
            case "reset" -> workshop.attendee(who).ifPresent(workshop::reset);
            default -> end(1008, "not understood");
        }
    }

    @Override
    void closed() {
        workshop.unlisten(changed);
        Outbox out = outbox;
        if (out != null) {
            out.close();
        }
    }
}
