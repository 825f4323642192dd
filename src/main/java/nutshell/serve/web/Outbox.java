package nutshell.serve.web;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import nutshell.serve.Screen;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * What goes out to one page: its state whenever that has changed, and what a screen shows. One message is under way at a
 * time, and nothing is queued meanwhile: a page that is slow is sent what is so by then.
 */
final class Outbox {

    private static final int PIECE = 32 * 1024;

    private final Session session;
    private final Supplier<String> state;
    private final Queue<String> marks = new ArrayDeque<>();
    private Optional<Screen.View> view = Optional.empty();
    private boolean changed = true;
    private boolean underWay;
    private long repeatedUntil = -1;

    Outbox(Session session, Supplier<String> state) {
        this.session = session;
        this.state = state;
    }

    /** Has a screen shown from now on. */
    synchronized void show(Screen screen) {
        view = Optional.of(screen.look(this::pump));
    }

    void changed() {
        synchronized (this) {
            changed = true;
        }
        pump();
    }

    void pump() {
        synchronized (this) {
            if (underWay || !session.isOpen()) {
                return;
            }
            underWay = true;
        }
        sendNext();
    }

    private void sendNext() {
        Callback done = Callback.from(this::sent, failure -> session.disconnect());
        Optional<String> text = nextText();
        if (text.isPresent()) {
            session.sendText(text.get(), done);
            return;
        }
        byte[] piece = nextPiece();
        if (piece.length > 0) {
            session.sendBinary(ByteBuffer.wrap(piece), done);
            return;
        }
        synchronized (this) {
            underWay = false;
        }
        // What came between the look and the line above has found a message under way.
        if (anythingNew()) {
            pump();
        }
    }

    private void sent() {
        sendNext();
    }

    private Optional<String> nextText() {
        synchronized (this) {
            if (!changed) {
                view.ifPresent(this::mark);
                return Optional.ofNullable(marks.poll());
            }
            changed = false;
        }
        return Optional.of(state.get());
    }

    /** What a screen showed before is marked as such: a terminal must not answer once more what it was asked then. */
    private void mark(Screen.View shown) {
        if (shown.fromStart()) {
            repeatedUntil = shown.end();
            marks.add("{\"is\":\"replay\"}");
        }
        if (repeatedUntil >= 0 && shown.position() >= repeatedUntil) {
            repeatedUntil = -1;
            marks.add("{\"is\":\"live\"}");
        }
    }

    private synchronized byte[] nextPiece() {
        if (view.isEmpty()) {
            return new byte[0];
        }
        Screen.View shown = view.get();
        long room = repeatedUntil >= 0 ? repeatedUntil - shown.position() : PIECE;
        return shown.next((int) Math.min(PIECE, room));
    }

    private synchronized boolean anythingNew() {
        return changed || view.filter(shown -> shown.position() < shown.end()).isPresent();
    }

    synchronized void close() {
        view.ifPresent(Screen.View::close);
    }
}
