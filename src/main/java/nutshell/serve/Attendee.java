package nutshell.serve;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One person of the workshop; to be touched and looked at by way of the workshop's {@link Changes}. */
public final class Attendee {

    /** What their shell is doing. */
    public enum State {
        STARTING,
        RUNNING,
        ENDED
    }

    private final String id = Secrets.id();
    private final Name name;
    private final Screen screen = new Screen();
    private final Map<String, Sign> signs = new LinkedHashMap<>();
    private final Seat seat;
    private byte[] digest;
    private Optional<Terminal> terminal = Optional.empty();
    private Optional<String> wayBack = Optional.empty();
    private Optional<Runnable> page = Optional.empty();
    private Optional<Instant> help = Optional.empty();
    private State state = State.STARTING;
    private String trouble = "";
    private String lab = "";
    private Instant labSince = Instant.EPOCH;
    private Instant lastTyped = Instant.now();
    private boolean invited;
    private int watchers;

    Attendee(Name name, Seat seat, byte[] digest) {
        this.name = name;
        this.seat = seat;
        this.digest = digest;
    }

    /** By which the board knows them: no secret, and of no use to others. */
    public String id() {
        return id;
    }

    public String name() {
        return name.text();
    }

    boolean isCalled(Name other) {
        return name.isLike(other);
    }

    Seat seat() {
        return seat;
    }

    public Screen screen() {
        return screen;
    }

    byte[] digest() {
        return digest;
    }

    void digest(byte[] now) {
        digest = now;
    }

    Optional<Terminal> terminal() {
        return terminal;
    }

    void terminal(Terminal running) {
        terminal = Optional.of(running);
        state = State.RUNNING;
        trouble = "";
    }

    void ended(String why) {
        terminal = Optional.empty();
        state = State.ENDED;
        trouble = why;
    }

    void starting() {
        state = State.STARTING;
    }

    public State state() {
        return state;
    }

    /** Why their shell cannot be started; empty where nothing is wrong. */
    public String trouble() {
        return trouble;
    }

    /** The code by which they come back from another browser, once; empty where none was given. */
    public Optional<String> wayBack() {
        return wayBack;
    }

    void wayBack(Optional<String> code) {
        wayBack = code;
    }

    /** The page that is open, to be told when another takes its place. */
    Optional<Runnable> page() {
        return page;
    }

    void page(Optional<Runnable> open) {
        page = open;
    }

    public boolean here() {
        return page.isPresent();
    }

    public Optional<Instant> help() {
        return help;
    }

    void help(boolean wanted) {
        help = wanted ? help.or(() -> Optional.of(Instant.now())) : Optional.empty();
    }

    void sign(Sign sign) {
        if (!lab.equals(sign.lab())) {
            lab = sign.lab();
            labSince = Instant.now();
        }
        signs.merge(sign.lab(), sign, (before, now) -> now.card().isEmpty() ? now.withCard(before.card()) : now);
    }

    /** What is known of each lab, in the order in which they were begun. */
    public Map<String, Sign> signs() {
        return signs;
    }

    /** The lab that is on; empty before the first. */
    public Optional<Sign> now() {
        return Optional.ofNullable(signs.get(lab));
    }

    public Instant labSince() {
        return labSince;
    }

    public Instant lastTyped() {
        return lastTyped;
    }

    void typed() {
        lastTyped = Instant.now();
    }

    /** Whether the instructor may type. */
    public boolean invited() {
        return invited;
    }

    void invited(boolean yes) {
        invited = yes;
    }

    /** Whether the instructor looks at their terminal. */
    public boolean watched() {
        return watchers > 0;
    }

    void watchers(int more) {
        watchers += more;
    }
}
