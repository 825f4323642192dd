package nutshell.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * What a session has made, written down before it is made, so that whoever finds the ledger of a killed session can
 * remove it all. A session that lives holds a lock on its ledger; the kernel lets go of it with the process, however
 * that ends.
 */
public final class Ledger implements AutoCloseable {

    private static final String FILE = "ledger";
    private static final String UNNAMED = FILE + ".new";
    private static final Duration JUST_BEGUN = Duration.ofSeconds(10);

    /**
     * Sessions of this process. Its own ledgers must not even be opened a second time: POSIX locks are let go when any
     * descriptor of the file is closed (fcntl(2)).
     */
    private static final Set<Path> LIVING_HERE = ConcurrentHashMap.newKeySet();

    /** The kinds of things a session leaves on a machine. */
    public enum Kind {
        CGROUP,
        HIERARCHY,
        STAGE,
        SETTING,
        MEMFD,
        PROFILE,
        MOUNT,
        HOSTNAME,
        TREE,
        CONTROLLERS,
        LINK,
        LINK_UP,
        ROUTE,
        NAT
    }

    /** One thing: its kind, and where it is. */
    public record Entry(Kind kind, String what) {
        static Optional<Entry> parse(String line) {
            int space = line.indexOf(' ');
            for (Kind kind : Kind.values()) {
                if (space > 0 && kind.name().equals(line.substring(0, space))) {
                    return Optional.of(new Entry(kind, line.substring(space + 1)));
                }
            }
            return Optional.empty();
        }
    }

    private final Path directory;
    private final FileChannel channel;
    private final FileLock lock;
    private final Set<Entry> written = new HashSet<>();

    private Ledger(Path directory, FileChannel channel, FileLock lock) {
        this.directory = directory;
        this.channel = channel;
        this.lock = lock;
    }

    /** Opens a new session's ledger in a directory of its own, readable by nobody else. */
    static Ledger create(Path running, String id) {
        try {
            PrivateDirectory.make(running);
            Path directory = PrivateDirectory.make(running.resolve(id));
            LIVING_HERE.add(directory);
            // Locked before it gets its name, so that nobody finds it unlocked and takes us for dead.
            Path unnamed = directory.resolve(UNNAMED);
            FileChannel channel = FileChannel.open(
                    unnamed,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            FileLock lock = channel.lock();
            Files.move(unnamed, directory.resolve(FILE));
            return new Ledger(directory, channel, lock);
        } catch (IOException e) {
            throw Refusal.machine(
                    "a session needs a directory of its own in " + Printable.text(running.toString())
                            + ", which cannot be made: " + because(e),
                    "XDG_STATE_HOME=$(mktemp -d) XDG_RUNTIME_DIR= in front of the command puts it elsewhere");
        }
    }

    /** In the system's words: what Java calls an exception tells nobody anything. */
    private static String because(IOException e) {
        String file =
                Printable.text(String.valueOf(e instanceof FileSystemException of ? of.getFile() : e.getMessage()));
        if (e instanceof AccessDeniedException) {
            return "permission denied at " + file;
        }
        return e instanceof FileSystemException of && of.getReason() != null
                ? Printable.text(of.getReason()) + " at " + file
                : file;
    }

    /** Takes over the ledger of a session whose process is gone; empty if it lives, or has only just been begun. */
    static Optional<Ledger> ofDeadSession(Path directory) throws IOException {
        if (LIVING_HERE.contains(directory)) {
            return Optional.empty();
        }
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            if (age(directory).compareTo(JUST_BEGUN) < 0) {
                return Optional.empty();
            }
            Files.createFile(file);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        if (!Files.exists(file)) {
            // Taken over and removed by someone else between our open and our lock.
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new Ledger(directory, channel, lock));
    }

    private static Duration age(Path directory) throws IOException {
        return Duration.between(Files.getLastModifiedTime(directory).toInstant(), Instant.now());
    }

    Path directory() {
        return directory;
    }

    /** The session's number. */
    String session() {
        return String.valueOf(directory.getFileName());
    }

    /** Where all sessions' ledgers are. */
    Path running() {
        return directory.resolveSibling("");
    }

    /** Returns once the line is with the kernel, which keeps it even if we are killed in the next instant. */
    synchronized void willMake(Kind kind, String what) {
        Entry entry = new Entry(kind, what);
        if (!written.contains(entry)) {
            write(kind.name() + " " + what + "\n");
            written.add(entry);
        }
    }

    private void write(String line) {
        try {
            channel.position(channel.size());
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the order in which they were made. */
    synchronized List<Entry> entries() {
        try {
            ByteBuffer text = ByteBuffer.allocate((int) channel.size());
            channel.position(0);
            while (text.hasRemaining() && channel.read(text) >= 0) {
                // Until all is read.
            }
            String whole = new String(text.array(), StandardCharsets.UTF_8);
            // A line cut short by the kill: the thing it was to name had not been made yet.
            return whole.substring(0, whole.lastIndexOf('\n') + 1)
                    .lines()
                    .flatMap(line -> Entry.parse(line).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a tree was mounted for a container whose root is somebody else: empty by now. */
    private void deleteMountPoints() throws IOException {
        try (Stream<Path> left = Files.list(directory)) {
            for (Path point : left.filter(Files::isDirectory).toList()) {
                Files.delete(point);
            }
        }
    }

    /** Forgets the session: nothing of it is left. */
    void forget() {
        try {
            Files.deleteIfExists(directory.resolve(FILE));
            // Left by a process that was killed before the ledger had its name.
            Files.deleteIfExists(directory.resolve(UNNAMED));
            deleteMountPoints();
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets go of the session: what it still names may be removed by whoever finds it. */
    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
            LIVING_HERE.remove(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
