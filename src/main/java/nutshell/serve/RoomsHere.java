package nutshell.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import nutshell.container.Preparations;
import nutshell.container.Session;
import nutshell.refusals.Refusal;

/** Rooms on this machine, a user namespace for each; see {@code room.sh}. All that is made is in the session's ledger. */
public final class RoomsHere implements Machines {

    private static final List<String> CONTROLLERS = List.of("pids", "memory", "cpu");

    private final Session session;
    private final Preparations preparations;
    private final Path home;
    private final Path told;
    private int made;

    /** Takes the session that answers for what is made, and the program's home. */
    public RoomsHere(Session session, Path home) {
        this.session = session;
        this.preparations = session.preparations();
        this.home = home;
        this.told = preparations.directory("workshop");
        chmod(told, "rwxr-xr-x");
    }

    private static void chmod(Path path, String permissions) {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String told() {
        return ("rooms on this machine: 512 MiB, one processor, 400 processes and 96 MiB of disk each, no network; memory"
                        + " for about %d, processors for about %d who all type at once")
                .formatted(most(), Rooms.SWIFT * Runtime.getRuntime().availableProcessors());
    }

    @Override
    public int swift() {
        return Math.min(most(), Rooms.SWIFT * Runtime.getRuntime().availableProcessors());
    }

    @Override
    public int most() {
        return (int) Math.max(0, Memory.available() / Rooms.USUAL_MEMORY);
    }

    @Override
    public synchronized Seat seat(String id) {
        if (Memory.available() < Rooms.USUAL_MEMORY) {
            throw Refusal.machine("this computer has no memory left for one more room", "tell the instructor");
        }
        long ids = Rooms.ids(made++);
        Path room = preparations.directory("room-" + id);
        Path state = preparations.directory("state-" + id);
        preparations.mount("state", state, "tmpfs", "size=8m,nr_inodes=1k,mode=700,uid=%d,gid=%d".formatted(ids, ids));
        return new Room(room, state, ids, "nutshell/" + session.id() + "/" + id);
    }

    @Override
    public void closed(Collection<String> labs) {
        try {
            Path half = Files.createTempFile(told, ".closed", "");
            Files.write(half, labs);
            chmod(half, "rw-r--r--");
            Files.move(half, told.resolve("closed"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        session.close();
    }

    /** One of them. */
    private final class Room implements Seat {

        private final Path room;
        private final Path state;
        private final long ids;
        private final String group;

        private Room(Path room, Path state, long ids, String group) {
            this.room = room;
            this.state = state;
            this.ids = ids;
            this.group = group;
        }

        @Override
        public Process start(String tty) {
            String name = String.valueOf(Path.of(group).getFileName());
            CONTROLLERS.forEach(controller -> preparations.group(controller, name));
            List<String> command = new ArrayList<>(List.of("setsid", "unshare", "--mount", "--propagation", "private"));
            command.addAll(
                    List.of("sh", "-c", Rooms.SCRIPT, "room", tty, room.toString(), state.toString(), told.toString()));
            command.addAll(
                    List.of("" + ids, group, home.toString(), System.getProperty("java.home"), "" + Rooms.MEMORY));
            command.add(home.resolve("nutshell").toString());
            return preparations.start(command, Map.of());
        }

        /** The files of a room go with its last process, and the next one is new: nothing is left to do. */
        @Override
        public void reset() {}

        /** All of it goes with the session. */
        @Override
        public void close() {}
    }
}
