package nutshell.serve;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nutshell.container.Session;
import nutshell.machine.Progress;
import nutshell.refusals.Refusal;

/** A lab machine for everybody: a copy of one that was booted beforehand. */
public final class OwnMachines implements Machines {

    private static final int MEBIBYTES = 1024;

    /** What a copy takes beside what it has in common with the others: what it changes, and QEMU itself. */
    private static final long OWN_MEMORY = 640L << 20;

    private static final List<String> SHELL = List.of("env", "NUTSHELL_WORKSHOP=/run/workshop", "nutshell");

    private final LabMachines machines;
    private final Set<Place> places = ConcurrentHashMap.newKeySet();
    private volatile List<String> closed = List.of();

    /** Boots the one; takes the session that answers for what is made. */
    public OwnMachines(Session session, Path home, Path cache, Progress progress) {
        this.machines = new LabMachines(session, home, cache, MEBIBYTES, progress);
    }

    @Override
    public String told() {
        return ("a lab machine for everybody: %d MiB of memory and 64 MiB for progress each, no network; %s; memory for"
                        + " %d")
                .formatted(MEBIBYTES, machines.told(), most());
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
        machines.close();
    }

    /** Somebody's machine. */
    private final class Place implements Seat {

        private final String id;
        private Optional<LabMachine> machine = Optional.empty();

        private Place(String id) {
            this.id = id;
        }

        @Override
        public synchronized Process start(String tty) {
            if (up().isEmpty()) {
                machine = Optional.of(machines.copy(id));
                tell();
            }
            return machine.orElseThrow().way().onTerminal(tty, SHELL);
        }

        private Optional<LabMachine> up() {
            return machine.filter(one -> one.copy().isUp());
        }

        private synchronized void tell() {
            up().ifPresent(one -> one.way().tell(closed));
        }

        @Override
        public synchronized void reset() {
            close();
        }

        @Override
        public synchronized void close() {
            machine.ifPresent(one -> one.copy().close());
            machine = Optional.empty();
        }
    }
}
