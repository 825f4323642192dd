package nutshell.serve.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import nutshell.serve.Attendee;
import nutshell.serve.Screen;
import nutshell.serve.Workshop;

/** An attendee's page: their terminal, and the little around it. */
public final class AttendeePage extends Page {

    /** What the page is told when another takes its place. */
    static final int TAKEN = 4001;

    private final Workshop workshop;
    private final Attendee attendee;
    private final Runnable taken = this::takenUp;

    AttendeePage(Workshop workshop, Attendee attendee) {
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
        workshop.open(attendee, taken);
    }

    private void takenUp() {
        end(TAKEN, "taken up elsewhere");
    }

    @Override
    ObjectNode state() {
        return workshop.changes()
                .seen(() -> JSON.createObjectNode()
                        .put("is", "state")
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
                                        .count()));
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
            case "reset" -> workshop.shells().reset(attendee);
            case "restart" -> workshop.shells().restart(attendee);
            default -> end(1008, "not understood");
        }
    }

    @Override
    void closed() {
        workshop.leave(attendee, taken);
    }
}
