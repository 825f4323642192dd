package nutshell.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What rooms have in common, wherever they are. */
final class Rooms {

    /** Makes one: read it in {@code room.sh}. */
    static final String SCRIPT = script();

    /** The most a room may take, in bytes. */
    static final long MEMORY = 512L << 20;

    /** What a shell that has come to rest takes: rooms may have more, not all at once. */
    static final long USUAL_MEMORY = 160L << 20;

    /** Far from the ids that anybody on a machine is given. */
    private static final long FIRST_ID = 1_500_000_000L;

    /** As many for each as a user namespace needs to look whole. */
    private static final int IDS = 65_536;

    private Rooms() {}

    /** The first user id of a room. */
    static long ids(int room) {
        return FIRST_ID + (long) IDS * room;
    }

    private static String script() {
        try (InputStream in = Rooms.class.getResourceAsStream("/nutshell/serve/room.sh")) {
            if (in == null) {
                throw new IllegalStateException("room.sh is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
