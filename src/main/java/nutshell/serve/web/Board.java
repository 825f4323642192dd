package nutshell.serve.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import nutshell.serve.Attendee;
import nutshell.serve.Room;
import nutshell.serve.Sign;
import nutshell.serve.Topic;
import nutshell.serve.Workshop;

/** What the board shows, as the page is sent it: ages in seconds, so that no two clocks need agree. */
final class Board {

    private Board() {}

    static ObjectNode of(Workshop workshop) {
        return workshop.changes().seen(() -> {
            ObjectNode board = Page.JSON
                    .createObjectNode()
                    .put("is", "board")
                    .put("code", workshop.roll().code())
                    .put("seats", workshop.roll().seats())
                    .put("message", workshop.message());
            ArrayNode people = board.putArray("attendees");
            workshop.roll().attendees().forEach(attendee -> put(people.addObject(), attendee));
            ArrayNode labs = board.putArray("labs");
            workshop.topics().forEach(topic -> put(labs.addObject(), topic, workshop));
            return board;
        });
    }

    private static void put(ObjectNode row, Attendee attendee) {
        row.put("id", attendee.id())
                .put("name", attendee.name())
                .put("here", attendee.here())
                .put("shell", attendee.state().name().toLowerCase(Locale.ROOT))
                .put("trouble", attendee.trouble())
                .put("help", attendee.help().map(Board::age).orElse(-1L))
                .put("typed", age(attendee.lastTyped()))
                .put("invited", attendee.invited())
                .put("watched", attendee.watched())
                .put("wayBack", attendee.wayBack().orElse(""))
                .put(
                        "done",
                        attendee.signs().values().stream().filter(Sign::done).count());
        attendee.now()
                .ifPresent(sign -> row.put("lab", sign.lab())
                        .put("part", sign.part())
                        .put("step", sign.step())
                        .put("of", sign.of())
                        .put("hints", sign.hints())
                        .put("solution", sign.solution())
                        .put("labDone", sign.done())
                        .put("since", age(attendee.labSince())));
        ArrayNode predictions = row.putArray("predictions");
        attendee.signs().values().stream()
                .filter(sign -> !sign.predicted().isEmpty())
                .forEach(sign -> predictions
                        .addObject()
                        .put("lab", sign.lab())
                        .put("chose", sign.predicted())
                        .put("right", sign.predicted().equals(sign.answer())));
    }

    private static void put(ObjectNode row, Topic topic, Workshop workshop) {
        Room.Belief belief = Room.belief(topic, workshop.roll().attendees());
        row.put("name", topic.name())
                .put("title", topic.title())
                .put("question", topic.question())
                .put("answer", belief.answer())
                .put("open", !workshop.closed().contains(topic.name()))
                .put("done", belief.done());
        ArrayNode options = row.putArray("options");
        topic.options()
                .forEach(option -> options.addObject()
                        .put("letter", option.letter())
                        .put("text", option.text())
                        .put("chose", belief.chosen().getOrDefault(option.letter(), 0)));
    }

    private static long age(Instant since) {
        return Math.max(0, Duration.between(since, Instant.now()).toSeconds());
    }
}
