package nutshell.serve;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import nutshell.container.Session;
import nutshell.machine.Progress;
import nutshell.refusals.Refusal;

/** Rooms in one lab machine: the same as on this one, behind the wall of a machine. */
public final class RoomsInMachine implements Machines {

    private static final int LEAST_MEBIBYTES = 2048;
    private static final int MOST_MEBIBYTES = 16_384;

    /** The machine's own programs, and the file systems of its root. */
    private static final int OWN_MEBIBYTES = 512;

    /** What is made around {@code room.sh} inside, where nothing keeps a ledger: the machine goes as a whole. */
    private static final String PREPARE = """
            set -eu
            script=$1 id=$2 ids=$3 memory=$4
            mkdir -p /run/rooms/$id /run/states/$id /run/workshop
            mountpoint -q /run/states/$id || mount -t tmpfs -o size=8m,nr_inodes=1k,mode=700,uid=$ids,gid=$ids state /run/states/$id
            java=$(readlink -f /usr/bin/java)
            exec setsid --ctty --wait unshare --mount --propagation private sh -c "$script" room "$(tty)" \\
                /run/rooms/$id /run/states/$id /run/workshop "$ids" "nutshell/workshop/$id" /opt/nutshell "${java%/bin/java}" "$memory" nutshell
            """;

    private final LabMachines machines;
    private final LabMachine machine;
    private final int mebibytes;
    private final AtomicInteger made = new AtomicInteger();

    /** Boots it; takes the session that answers for what is made. */
    public RoomsInMachine(Session session, Path home, Path cache, Progress progress) {
        this.mebibytes = (int) Math.min(MOST_MEBIBYTES, Math.max(LEAST_MEBIBYTES, (Memory.available() >> 20) - 1024));
        this.machines = new LabMachines(session, home, cache, mebibytes, progress);
        boolean up = false;
        try {
            this.machine = machines.copy("shared");
            up = true;
        } finally {
            if (!up) {
                machines.close();
            }
        }
    }

    @Override
    public String told() {
        return "rooms in one lab machine of %d MiB; %s; memory for about %d"
                .formatted(mebibytes, machines.told(), most());
    }

    @Override
    public int most() {
        return (int) ((mebibytes - OWN_MEBIBYTES) / (Rooms.USUAL_MEMORY >> 20));
    }

    @Override
    public Seat seat(String id) {
        if (made.get() >= most()) {
            throw Refusal.machine("the lab machine has no memory left for one more room", "tell the instructor");
        }
        return new Room(id, Rooms.ids(made.getAndIncrement()));
    }

    @Override
    public void closed(Collection<String> labs) {
        machine.way().tell(List.copyOf(labs));
    }

    @Override
    public void close() {
        machine.copy().close();
        machines.close();
    }

    /** One of them. */
    private final class Room implements Seat {

        private final String id;
        private final long ids;

        private Room(String id, long ids) {
            this.id = id;
            this.ids = ids;
        }

        @Override
        public Process start(String tty) {
            List<String> program = new ArrayList<>(List.of("sh", "-c", PREPARE, "prepare", Rooms.SCRIPT, id));
            program.addAll(List.of("" + ids, "" + Rooms.MEMORY));
            return machine.way().onTerminal(tty, program);
        }

        @Override
        public void reset() {}

        @Override
        public void close() {}
    }
}
