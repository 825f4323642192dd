package nutshell.serve;

import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import nutshell.refusals.Refusal;

/** Who is in a workshop, and what lets them in: the room's code at first, then a token that only their browser has. */
public final class Roll {

    private final Changes changes;
    private final int seats;
    private final Supplier<Seat> places;
    private final String code = Secrets.code();
    private final Map<String, Attendee> attendees = new LinkedHashMap<>();
    private boolean closed;

    /** Takes how many may come in all, and where they find a place to work. */
    Roll(Changes changes, int seats, Supplier<Seat> places) {
        this.changes = changes;
        this.seats = seats;
        this.places = places;
    }

    /** The room's code. */
    public String code() {
        return code;
    }

    public int seats() {
        return seats;
    }

    public List<Attendee> attendees() {
        return changes.seen(() -> List.copyOf(attendees.values()));
    }

    public Optional<Attendee> attendee(String id) {
        return changes.seen(() -> Optional.ofNullable(attendees.get(id)));
    }

    /** Who has this token. */
    public Optional<Attendee> holding(String token) {
        byte[] digest = Secrets.digest(token);
        return changes.seen(() -> attendees.values().stream()
                .filter(attendee -> MessageDigest.isEqual(attendee.digest(), digest))
                .findFirst());
    }

    /** Lets nobody in any more. */
    void close() {
        changes.seen(() -> closed = true);
    }

    /**
     * Enters who knows the room's code, or lets somebody back in who knows their own; part of a change.
     *
     * @param digest the token's by which they are known from now on
     * @return who is new; empty for somebody who is back
     */
    Optional<Attendee> enter(Name name, String typed, byte[] digest) {
        Optional<Attendee> there =
                attendees.values().stream().filter(a -> a.isCalled(name)).findFirst();
        Optional<Attendee> back = there.filter(attendee ->
                attendee.wayBack().filter(way -> Secrets.same(way, typed)).isPresent());
        if (back.isPresent()) {
            back.get().wayBack(Optional.empty());
            back.get().digest(digest);
            return Optional.empty();
        }
        requireCode(typed);
        requireRoom(name, there);
        Attendee attendee = new Attendee(name, places.get(), digest);
        attendees.put(attendee.id(), attendee);
        return Optional.of(attendee);
    }

    private void requireCode(String typed) {
        if (!Secrets.same(code, typed)) {
            throw Refusal.safety("this is not the room's code", "ask the instructor for it");
        }
    }

    private void requireRoom(Name name, Optional<Attendee> there) {
        if (closed) {
            throw Refusal.failed("the workshop is over", "ask the instructor");
        }
        if (there.isPresent()) {
            throw Refusal.usage(
                    "somebody is called " + name.text() + " here already",
                    "another name; or, if that is you from another browser, ask the instructor for your way back");
        }
        if (attendees.size() >= seats) {
            throw Refusal.failed(
                    "the code is used up: it was for " + seats + " people, and all of them are here",
                    "ask the instructor");
        }
    }
}
