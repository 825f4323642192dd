package nutshell.serve.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import nutshell.serve.Attendee;
import nutshell.serve.Screen;
import nutshell.serve.Workshop;

/** The instructor's look into an attendee's terminal, who sees that somebody looks. */
public final class LookPage extends Page {

    private final Workshop workshop;
    private final Attendee attendee;

    LookPage(Workshop workshop, Attendee attendee) {
        super(workshop);
        this.workshop = workshop;
        this.attendee = attendee;
    }

    @Override
    Optional<Screen> screen() {
        return Optional.of(attendee.screen());
    }

    @Override
    void opened() {
        workshop.watch(attendee, true);
    }

    @Override
    ObjectNode state() {
        return workshop.changes()
                .seen(() -> JSON.createObjectNode()
                        .put("is", "state")
                        .put("name", attendee.name())
                        .put("invited", attendee.invited())
                        .put("columns", attendee.screen().size().columns())
                        .put("rows", attendee.screen().size().rows()));
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
        workshop.watch(attendee, false);
    }
}
