package nutshell.serve;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import nutshell.refusals.Refusal;

/** One workshop: who is in it, and what goes on. Every change is told to who listens. */
public final class Workshop implements AutoCloseable {

    private static final int LONGEST_MESSAGE = 500;
    private static final int PATIENCE_SECONDS = 20;

    private final Machines machines;
    private final List<Topic> topics;
    private final int seats;
    private final String code = Secrets.code();
    private final Map<String, Attendee> attendees = new LinkedHashMap<>();
    private final Set<String> closed = new TreeSet<>();
    private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();
    private final ExecutorService starters = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "starts a shell");
        thread.setDaemon(true);
        return thread;
    });
    private String message = "";
    private boolean over;

    /** Takes how many may come in all. */
    public Workshop(Machines machines, List<Topic> topics, int seats) {
        this.machines = machines;
        this.topics = List.copyOf(topics);
        this.seats = seats;
    }

    /** The room's code. */
    public String code() {
        return code;
    }

    public int seats() {
        return seats;
    }

    public List<Topic> topics() {
        return topics;
    }

    public synchronized String message() {
        return message;
    }

    public synchronized Collection<String> closed() {
        return List.copyOf(closed);
    }

    public synchronized List<Attendee> attendees() {
        return List.copyOf(attendees.values());
    }

    public synchronized Optional<Attendee> attendee(String id) {
        return Optional.ofNullable(attendees.get(id));
    }

    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    public void unlisten(Runnable listener) {
        listeners.remove(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    /** Lets somebody in who knows the room's code, or back in with their own; returns the token they are known by. */
    public String join(String typedName, String typedCode) {
        Name name = Name.of(typedName);
        String token = Secrets.token();
        synchronized (this) {
            Optional<Attendee> there =
                    attendees.values().stream().filter(a -> a.isCalled(name)).findFirst();
            if (there.isPresent()
                    && there.get()
                            .wayBack()
                            .filter(c -> Secrets.same(c, typedCode))
                            .isPresent()) {
                there.get().wayBack(Optional.empty());
                there.get().digest(Secrets.digest(token));
            } else {
                requireCode(typedCode);
                requireRoom(name, there);
                Attendee attendee = new Attendee(name, machines.seat(Secrets.id()), Secrets.digest(token));
                attendees.put(attendee.id(), attendee);
                start(attendee);
            }
        }
        changed();
        return token;
    }

    private void requireCode(String typed) {
        if (!Secrets.same(code, typed)) {
            throw Refusal.safety("this is not the room's code", "ask the instructor for it");
        }
    }

    private void requireRoom(Name name, Optional<Attendee> there) {
        if (over) {
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

    /** Who has this token. */
    public synchronized Optional<Attendee> holding(String token) {
        byte[] digest = Secrets.digest(token);
        return attendees.values().stream()
                .filter(attendee -> MessageDigest.isEqual(attendee.digest(), digest))
                .findFirst();
    }

    private void start(Attendee attendee) {
        attendee.starting();
        starters.execute(() -> begin(attendee, false));
    }

    private void begin(Attendee attendee, boolean anew) {
        if (!isOver()) {
            try {
                if (anew) {
                    attendee.seat().reset();
                }
                Terminal terminal = Terminal.start(
                        attendee.seat(), attendee.screen(), sign -> told(attendee, sign), () -> ended(attendee, ""));
                running(attendee, terminal);
            } catch (Refusal e) {
                ended(attendee, String.valueOf(e.getMessage()));
            }
        }
    }

    private synchronized boolean isOver() {
        return over;
    }

    private void running(Attendee attendee, Terminal terminal) {
        boolean late;
        synchronized (this) {
            late = over;
            if (!late) {
                attendee.terminal(terminal);
                terminal.resize(attendee.screen().size());
            }
        }
        if (late) {
            terminal.end();
        } else if (terminal.isOver()) {
            ended(attendee, "");
        }
        changed();
    }

    private void ended(Attendee attendee, String trouble) {
        synchronized (this) {
            if (attendee.state() == Attendee.State.STARTING && trouble.isEmpty()) {
                return; // it was ended to be started anew, or has ended before it was known to run
            }
            attendee.ended(trouble);
        }
        attendee.screen().say(trouble.isEmpty() ? "— the shell has ended —" : "— " + trouble + " —");
        changed();
    }

    private void told(Attendee attendee, Sign sign) {
        if (topics.stream().noneMatch(topic -> topic.name().equals(sign.lab()))) {
            return;
        }
        synchronized (this) {
            attendee.sign(sign);
        }
        changed();
    }

    /** Takes keys that somebody pressed. */
    public void type(Attendee attendee, byte[] bytes) {
        Optional<Terminal> terminal;
        synchronized (this) {
            attendee.typed();
            terminal = attendee.terminal();
        }
        terminal.ifPresent(running -> running.type(bytes));
    }

    /** Takes keys that the instructor pressed: they count where the attendee has invited them. */
    public void typeInvited(Attendee attendee, byte[] bytes) {
        Optional<Terminal> terminal;
        synchronized (this) {
            terminal = attendee.invited() ? attendee.terminal() : Optional.empty();
        }
        terminal.ifPresent(running -> running.type(bytes));
    }

    /** Takes how large an attendee's page shows their terminal; whoever looks is told. */
    public void resize(Attendee attendee, Screen.Size size) {
        boolean seen;
        synchronized (this) {
            seen = attendee.watched() && !attendee.screen().size().equals(size);
            attendee.screen().size(size);
            attendee.terminal().ifPresent(terminal -> terminal.resize(size));
        }
        if (seen) {
            changed();
        }
    }

    /** Opens a page for an attendee; the one that was open before is told that it is no longer the one. */
    public void open(Attendee attendee, Runnable taken) {
        Optional<Runnable> before;
        synchronized (this) {
            before = attendee.page();
            attendee.page(Optional.of(taken));
        }
        before.ifPresent(Runnable::run);
        changed();
    }

    /** Takes note that a page was closed, unless another has taken its place; their shell goes on. */
    public void leave(Attendee attendee, Runnable taken) {
        synchronized (this) {
            if (attendee.page().filter(page -> page == taken).isPresent()) {
                attendee.page(Optional.empty());
            }
        }
        changed();
    }

    public void help(Attendee attendee, boolean wanted) {
        change(() -> attendee.help(wanted));
    }

    public void invite(Attendee attendee, boolean yes) {
        change(() -> attendee.invited(yes));
    }

    /** Takes note that the instructor begins to look, or no longer does. */
    public void watch(Attendee attendee, boolean begins) {
        change(() -> attendee.watchers(begins ? 1 : -1));
    }

    /** A message for all, which stands until the next one. */
    public void say(String text) {
        change(() -> message = nutshell.refusals.Printable.text(text.strip(), LONGEST_MESSAGE));
    }

    /** Opens a lab, or closes it: then no shell begins it. */
    public void lab(String name, boolean open) {
        if (topics.stream().noneMatch(topic -> topic.name().equals(name))) {
            return;
        }
        change(() -> {
            boolean different = open ? closed.remove(name) : closed.add(name);
            if (different) {
                machines.closed(List.copyOf(closed));
            }
        });
    }

    /** Gives an attendee who lost their browser a code for the way back, good once. */
    public void readmit(Attendee attendee) {
        change(() -> attendee.wayBack(Optional.of(Secrets.code())));
    }

    private void change(Runnable change) {
        synchronized (this) {
            change.run();
        }
        changed();
    }

    /** Ends an attendee's shell and starts another in a place as it was at first; their progress is kept. */
    public void reset(Attendee attendee) {
        Optional<Terminal> terminal;
        synchronized (this) {
            if (over || attendee.state() == Attendee.State.STARTING) {
                return;
            }
            terminal = attendee.terminal();
            attendee.starting();
        }
        starters.execute(() -> {
            terminal.ifPresent(Terminal::end);
            attendee.screen().clear();
            begin(attendee, true);
        });
        changed();
    }

    /** Starts a shell for somebody whose own has ended. */
    public void restart(Attendee attendee) {
        synchronized (this) {
            if (over || attendee.state() != Attendee.State.ENDED) {
                return;
            }
            start(attendee);
        }
        changed();
    }

    /** Ends every shell; nothing is left running. */
    @Override
    public void close() {
        List<Attendee> all;
        synchronized (this) {
            over = true;
            all = new ArrayList<>(attendees.values());
        }
        awaitStarts();
        List<Terminal> running =
                all.stream().flatMap(attendee -> terminalOf(attendee).stream()).toList();
        running.forEach(Terminal::kill);
        running.forEach(Terminal::end);
        all.forEach(attendee -> attendee.seat().close());
        machines.close();
    }

    /** What is being started is ended by who started it, and nothing is begun any more. */
    private void awaitStarts() {
        starters.shutdown();
        try {
            starters.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Optional<Terminal> terminalOf(Attendee attendee) {
        return attendee.terminal();
    }
}
