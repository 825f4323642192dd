package nutshell.serve;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/** What one attendee's terminal shows, whoever looks and however often its program is started anew. */
public final class Screen {

    private static final int KEPT_BYTES = 256 * 1024;

    /** RIS of ECMA-48: everything off the screen, every mode as at first. */
    private static final String CLEAR = "\u001bc";

    private final Backlog backlog = new Backlog(KEPT_BYTES);
    private final Set<Runnable> lookers = new CopyOnWriteArraySet<>();
    private volatile Size size = new Size(80, 24);

    /** How large it is, in characters; what no terminal is, becomes the nearest that one is. */
    public record Size(int columns, int rows) {
        public Size {
            columns = Math.min(500, Math.max(20, columns));
            rows = Math.min(200, Math.max(5, rows));
        }
    }

    void show(byte[] output) {
        backlog.add(output);
        lookers.forEach(Runnable::run);
    }

    void say(String line) {
        show(("\r\n" + line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    void clear() {
        show(CLEAR.getBytes(StandardCharsets.US_ASCII));
    }

    void size(Size now) {
        size = now;
    }

    public Size size() {
        return size;
    }

    /** One who looks, at their own pace: told when there is something new, and asking for it when they can take it. */
    public final class View implements AutoCloseable {

        private final Runnable news;
        private long position;
        private boolean again = true;

        private View(Runnable news) {
            this.news = news;
            this.position = backlog.start();
            lookers.add(news);
        }

        /** Whether what comes next begins anew: at first, and for who was so slow that something is gone. */
        public boolean fromStart() {
            if (!backlog.has(position)) {
                position = backlog.start();
                again = true;
            }
            boolean now = again;
            again = false;
            return now;
        }

        /** How much has been shown up to now, to tell what is repeated from what is new. */
        public long end() {
            return backlog.end();
        }

        public long position() {
            return position;
        }

        /** The next piece; empty where there is none. */
        public byte[] next(int most) {
            byte[] piece = backlog.after(position, most);
            position += piece.length;
            return piece;
        }

        @Override
        public void close() {
            lookers.remove(news);
        }
    }

    /** Calls {@code news} on any thread, soon and quickly to return from. */
    public View look(Runnable news) {
        return new View(news);
    }
}
