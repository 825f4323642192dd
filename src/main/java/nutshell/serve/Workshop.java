package nutshell.serve;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nutshell.refusals.Printable;

/** One workshop: what attendees and the instructor do in it. */
public final class Workshop implements AutoCloseable {

    private static final int LONGEST_MESSAGE = 500;

    private final Machines machines;
    private final List<Topic> topics;
    private final Changes changes = new Changes();
    private final Roll roll;
    private final Shells shells = new Shells(changes, this::told);
    private final Set<String> closed = new TreeSet<>();
    private String message = "";

    /** Takes how many may come in all. */
    public Workshop(Machines machines, List<Topic> topics, int seats) {
        this.machines = machines;
        this.topics = List.copyOf(topics);
        this.roll = new Roll(changes, seats, () -> machines.seat(Secrets.id()));
    }

    /** To be told when anything has changed, and to look at several things at once. */
    public Changes changes() {
        return changes;
    }

    public Roll roll() {
        return roll;
    }

    public Shells shells() {
        return shells;
    }

    public List<Topic> topics() {
        return topics;
    }

    public String message() {
        return changes.seen(() -> message);
    }

    public Collection<String> closed() {
        return changes.seen(() -> List.copyOf(closed));
    }

    /** Lets somebody in who knows the room's code, or back in with their own; returns the token they are known by. */
    public String join(String typedName, String typedCode) {
        Name name = Name.of(typedName);
        String token = Secrets.token();
        changes.make(() -> roll.enter(name, typedCode, Secrets.digest(token)).ifPresent(shells::start));
        return token;
    }

    private void told(Attendee attendee, Sign sign) {
        if (hasTopic(sign.lab())) {
            changes.make(() -> attendee.sign(sign));
        }
    }

    private boolean hasTopic(String lab) {
        return topics.stream().anyMatch(topic -> topic.name().equals(lab));
    }

    /** Takes keys that somebody pressed. */
    public void type(Attendee attendee, byte[] bytes) {
        Optional<Terminal> terminal = changes.seen(() -> {
            attendee.typed();
            return attendee.terminal();
        });
        terminal.ifPresent(running -> running.type(bytes));
    }

    /** Takes keys that the instructor pressed: they count where the attendee has invited them. */
    public void typeInvited(Attendee attendee, byte[] bytes) {
        Optional<Terminal> terminal = changes.seen(() -> attendee.terminal().filter(running -> attendee.invited()));
        terminal.ifPresent(running -> running.type(bytes));
    }

    /** Takes how large an attendee's page shows their terminal; whoever looks is told. */
    public void resize(Attendee attendee, Screen.Size size) {
        changes.makeIf(() -> {
            boolean different = !attendee.screen().size().equals(size);
            attendee.screen().size(size);
            attendee.terminal().ifPresent(terminal -> terminal.resize(size));
            return different && attendee.watched();
        });
    }

    /** Opens a page for an attendee; the one that was open before is told that it is no longer the one. */
    public void open(Attendee attendee, Runnable taken) {
        Optional<Runnable> before = changes.seen(() -> {
            Optional<Runnable> open = attendee.page();
            attendee.page(Optional.of(taken));
            return open;
        });
        before.ifPresent(Runnable::run);
        changes.tell();
    }

    /** Takes note that a page was closed, unless another has taken its place; their shell goes on. */
    public void leave(Attendee attendee, Runnable taken) {
        changes.make(() -> attendee.page(attendee.page().filter(page -> page != taken)));
    }

    public void help(Attendee attendee, boolean wanted) {
        changes.make(() -> attendee.help(wanted));
    }

    public void invite(Attendee attendee, boolean yes) {
        changes.make(() -> attendee.invited(yes));
    }

    /** Takes note that the instructor begins to look, or no longer does. */
    public void watch(Attendee attendee, boolean begins) {
        changes.make(() -> attendee.watchers(begins ? 1 : -1));
    }

    /** A message for all, which stands until the next one. */
    public void say(String text) {
        changes.make(() -> message = Printable.text(text.strip(), LONGEST_MESSAGE));
    }

    /** Opens a lab, or closes it: then no shell begins it. */
    public void lab(String name, boolean open) {
        if (!hasTopic(name)) {
            return;
        }
        changes.make(() -> {
            boolean different = open ? closed.remove(name) : closed.add(name);
            if (different) {
                machines.closed(List.copyOf(closed));
            }
        });
    }

    /** Gives an attendee who lost their browser a code for the way back, good once. */
    public void readmit(Attendee attendee) {
        changes.make(() -> attendee.wayBack(Optional.of(Secrets.code())));
    }

    /** Ends every shell; nothing is left running. */
    @Override
    public void close() {
        roll.close();
        List<Attendee> all = roll.attendees();
        shells.close(all);
        all.forEach(attendee -> attendee.seat().close());
        machines.close();
    }
}
