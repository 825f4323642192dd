package nutshell.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** One run of the program: its containers, the host's thread, the trace, and the ledger of what was made. */
public final class Session implements AutoCloseable {

    /** What a session is called: forty-eight random bits. */
    static final Pattern ID = Pattern.compile("[0-9a-f]{12}");

    private final String id;
    private final Trace trace = new Trace();
    private final Host host = new Host(trace);
    private final Ledger ledger;
    private final RootfsStore store;
    private final boolean mayChangeHost;
    private final Map<String, Container> containers = new LinkedHashMap<>();
    private Optional<String> current = Optional.empty();
    private boolean closed;

    private Session(Places places, boolean mayChangeHost) {
        this.id = randomName();
        this.mayChangeHost = mayChangeHost;
        this.ledger = Ledger.create(places.running(), id);
        this.store = new RootfsStore(places.cache().resolve("sessions").resolve(id), ledger);
    }

    /** Of urandom(4) itself: SecureRandom reads the same, and loads its providers first, a good part of a start. */
    private static String randomName() {
        try (InputStream random = Files.newInputStream(Path.of("/dev/urandom"))) {
            return HexFormat.of().formatHex(random.readNBytes(6));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins a session; one that may change the host is in the lab machine, or was told so by the person. */
    public static Session begin(Places places, boolean mayChangeHost) {
        return new Session(places, mayChangeHost);
    }

    public String id() {
        return id;
    }

    public Trace trace() {
        return trace;
    }

    public Host host() {
        return host;
    }

    /** The container that words act on; made when there is none yet. */
    public Container current() {
        return enter(current.orElse("c1"));
    }

    /** The container that words act on, if one has been made. */
    public Optional<Container> existing() {
        return current.map(name -> enter(name));
    }

    public Collection<Container> containers() {
        return List.copyOf(containers.values());
    }

    /** Makes a container or enters one that is there. */
    public Container enter(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,30}")) {
            throw Refusal.usage(
                    "a container's name has 1 to 31 letters, digits, '-' and '_', not '" + Printable.text(name) + "'",
                    "container web");
        }
        current = Optional.of(name);
        return containers.computeIfAbsent(
                name, n -> new Container(new Site.Ground(host, ledger, store, id, n, mayChangeHost), trace));
    }

    /** What is prepared on the host beside containers; all of it goes with the session. */
    public Preparations preparations() {
        return new Preparations(host, ledger);
    }

    public boolean mayChangeHost() {
        return mayChangeHost;
    }

    /** Ends every container and removes all that the ledger names. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        AllInTurn ends = new AllInTurn();
        containers.values().forEach(container -> ends.attempt(container::close));
        containers.clear();
        try (ledger) {
            // By the ledger, whatever a container has not taken back: if it succeeds, nothing was lost.
            host.run(kernel -> new Removal(kernel, id).ofAll(ledger));
            ledger.forget();
        } finally {
            host.close();
        }
    }
}
