package nutshell.serve;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nutshell.container.Preparations;
import nutshell.container.Session;
import nutshell.machine.Copy;
import nutshell.machine.Mould;
import nutshell.machine.Progress;
import nutshell.refusals.Refusal;

/** A lab machine for everybody: a copy of one that was booted beforehand. */
public final class OwnMachines implements Machines {

    private static final int MEBIBYTES = 1024;

    /** What a copy takes beside what it has in common with the others: what it changes, and QEMU itself. */
    private static final long OWN_MEMORY = 640L << 20;

    private static final List<String> SHELL = List.of("env", "NUTSHELL_WORKSHOP=/run/workshop", "nutshell");

    private final Session session;
    private final Preparations preparations;
    private final Limits limits;
    private final Mould mould;
    private final Set<Place> places = ConcurrentHashMap.newKeySet();
    private volatile List<String> closed = List.of();

    /** Boots the one; takes the session that answers for what is made. */
    public OwnMachines(Session session, Path home, Path cache, Progress progress) {
        this.session = session;
        this.preparations = session.preparations();
        this.limits = new Limits(preparations, session.id());
        // Too large for /run; what a killed program leaves there goes with its session.
        Path large = cache.resolve("sessions").resolve(session.id());
        this.mould = new Mould(
                home,
                large,
                preparations.directory("machines"),
                MEBIBYTES,
                (name, command) -> limits.start(name, command, MEBIBYTES),
                progress);
        boolean made = false;
        try {
            mould.made();
            made = true;
        } finally {
            if (!made) {
                close();
            }
        }
    }

    @Override
    public String told() {
        return ("a lab machine for everybody: %d MiB of memory and 64 MiB for progress each, no network; %s; memory for"
                        + " %d")
                .formatted(MEBIBYTES, limits.told(), most());
    }

    @Override
    public int most() {
        return (int) (Memory.available() / OWN_MEMORY) + places.size();
    }

    @Override
    public Seat seat(String id) {
        if (Memory.available() < OWN_MEMORY) {
            throw Refusal.machine("this computer has no memory left for one more lab machine", "tell the instructor");
        }
        Place place = new Place(id);
        places.add(place);
        return place;
    }

    @Override
    public void closed(Collection<String> labs) {
        closed = List.copyOf(labs);
        places.forEach(Place::tell);
    }

    @Override
    public void close() {
        places.parallelStream().forEach(Place::close);
        session.close();
        mould.remove();
    }

    /** Somebody's machine. */
    private final class Place implements Seat {

        private final String id;
        private Optional<Copy> machine = Optional.empty();
        private Optional<WayIn> way = Optional.empty();

        private Place(String id) {
            this.id = id;
        }

        @Override
        public synchronized Process start(String tty) {
            if (machine.filter(Copy::isUp).isEmpty()) {
                int port = Mould.freePort();
                machine = Optional.of(mould.copy(id, port));
                way = Optional.of(new WayIn(preparations, mould.ssh(port)));
                tell();
            }
            return way.orElseThrow().onTerminal(tty, SHELL);
        }

        private synchronized void tell() {
            if (machine.filter(Copy::isUp).isPresent()) {
                way.ifPresent(in -> in.tell(closed));
            }
        }

        @Override
        public synchronized void reset() {
            close();
        }

        @Override
        public synchronized void close() {
            machine.ifPresent(Copy::close);
            machine = Optional.empty();
        }
    }
}
