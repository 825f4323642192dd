package nutshell.serve.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import nutshell.serve.Screen;
import nutshell.serve.Workshop;

/** The instructor's board. */
public final class BoardPage extends Page {

    private final Workshop workshop;

    BoardPage(Workshop workshop) {
        super(workshop);
        this.workshop = workshop;
    }

    @Override
    ObjectNode state() {
        return Board.of(workshop);
    }

    @Override
    Optional<Screen> screen() {
        return Optional.empty();
    }

    @Override
    void opened() {}

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
            case "helped" -> workshop.roll().attendee(who).ifPresent(attendee -> workshop.help(attendee, false));
            case "readmit" -> workshop.roll().attendee(who).ifPresent(workshop::readmit);
            case "reset" -> workshop.roll().attendee(who).ifPresent(workshop.shells()::reset);
            default -> end(1008, "not understood");
        }
    }

    @Override
    void closed() {}
}
