package nutshell.serve;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import nutshell.refusals.Refusal;

/** The attendees' shells: how they are started, started anew and ended, which takes a while and so has threads of its own. */
public final class Shells {

    private static final int PATIENCE_SECONDS = 20;

    private final Changes changes;
    private final BiConsumer<Attendee, Sign> signs;
    private final ExecutorService starters = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "starts a shell");
        thread.setDaemon(true);
        return thread;
    });
    private boolean over;

    /** Takes who is told how far an attendee is. */
    Shells(Changes changes, BiConsumer<Attendee, Sign> signs) {
        this.changes = changes;
        this.signs = signs;
    }

    /** Starts somebody's first; part of a change. */
    void start(Attendee attendee) {
        attendee.starting();
        starters.execute(() -> begin(attendee, () -> {}));
    }

    /** Starts another for somebody whose own has ended. */
    public void restart(Attendee attendee) {
        changes.makeIf(() -> {
            boolean ended = !over && attendee.state() == Attendee.State.ENDED;
            if (ended) {
                start(attendee);
            }
            return ended;
        });
    }

    /** Ends an attendee's shell and starts another in a place as it was at first; their progress is kept. */
    public void reset(Attendee attendee) {
        changes.makeIf(() -> {
            boolean settled = !over && attendee.state() != Attendee.State.STARTING;
            if (settled) {
                Optional<Terminal> before = attendee.terminal();
                attendee.starting();
                starters.execute(() -> beginAnew(attendee, before));
            }
            return settled;
        });
    }

    private void beginAnew(Attendee attendee, Optional<Terminal> before) {
        before.ifPresent(Terminal::end);
        attendee.screen().clear();
        begin(attendee, () -> attendee.seat().reset());
    }

    private void begin(Attendee attendee, Runnable preparing) {
        if (changes.seen(() -> over)) {
            return;
        }
        try {
            preparing.run();
            Terminal terminal = Terminal.start(
                    attendee.seat(),
                    attendee.screen(),
                    sign -> signs.accept(attendee, sign),
                    () -> ended(attendee, ""));
            running(attendee, terminal);
        } catch (Refusal e) {
            ended(attendee, String.valueOf(e.getMessage()));
        }
    }

    private void running(Attendee attendee, Terminal terminal) {
        boolean inTime = changes.makeIf(() -> {
            if (!over) {
                attendee.terminal(terminal);
                terminal.resize(attendee.screen().size());
            }
            return !over;
        });
        if (!inTime) {
            terminal.end();
        } else if (terminal.isOver()) {
            ended(attendee, "");
        }
    }

    private void ended(Attendee attendee, String trouble) {
        boolean forGood = changes.seen(() -> {
            // One that is ended to be started anew, or has ended before it was known to run, is told of by who starts
            // it.
            boolean told = attendee.state() != Attendee.State.STARTING || !trouble.isEmpty();
            if (told) {
                attendee.ended(trouble);
            }
            return told;
        });
        if (forGood) {
            attendee.screen().say(trouble.isEmpty() ? "— the shell has ended —" : "— " + trouble + " —");
            changes.tell();
        }
    }

    /** Ends all of them, and starts none any more. */
    void close(List<Attendee> attendees) {
        changes.seen(() -> over = true);
        awaitStarts();
        List<Terminal> running = changes.seen(() -> attendees.stream()
                .flatMap(attendee -> attendee.terminal().stream())
                .toList());
        running.forEach(Terminal::kill);
        running.forEach(Terminal::end);
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
}
