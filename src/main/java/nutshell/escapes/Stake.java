package nutshell.escapes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import nutshell.container.Preparations;
import nutshell.container.Session;
import nutshell.kernel.ChildList;
import nutshell.kernel.OpenMode;
import org.jspecify.annotations.Nullable;

/**
 * What is at stake on the host: in a directory of the session's own a nonce, a place for a file that only root could leave,
 * and whatever else an escape has to meet there. Nothing else of the host is read or made.
 */
final class Stake implements AutoCloseable {

    private static final long PATIENCE_NANOS = 1_500_000_000;

    private final Session session;
    private final Preparations preparations;
    private final Path directory;
    private final Path tree;
    private boolean expected;
    private Nonce nonce = Nonce.fresh();
    private @Nullable Disk disk;
    private @Nullable HostProcess process;
    private @Nullable HostServices services;
    private @Nullable SharedMount shared;

    Stake(Session session) {
        this.session = session;
        this.preparations = session.preparations();
        this.directory = preparations.directory("stage");
        this.tree = plant(directory.resolve("tree"));
    }

    /** Makes a tree that can become a root: a few directories, and one program that crashes. */
    static Path plant(Path tree) {
        try {
            for (String name : new String[] {"proc", "tmp", "host", "mnt", "old", "vol"}) {
                Path directory = Files.createDirectories(tree.resolve(name));
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.writeString(tree.resolve("empty"), "");
            CrashingProgram.writeTo(tree.resolve("crash"));
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Session session() {
        return session;
    }

    Preparations preparations() {
        return preparations;
    }

    Path directory() {
        return directory;
    }

    Path tree() {
        return tree;
    }

    /** A new nonce, and nothing left of a run before. */
    void renew() {
        nonce = Nonce.fresh();
        delete(nonceFile());
        nonce.writeTo(nonceFile(), false);
        delete(left());
        delete(tree.resolve("x"));
        Optional.ofNullable(shared).ifPresent(SharedMount::clear);
    }

    Nonce nonce() {
        return nonce;
    }

    Path nonceFile() {
        return directory.resolve("nonce");
    }

    /** Where a file is to be left. */
    Path left() {
        return directory.resolve("was-here");
    }

    /** The file system on a loop device, made when it is first needed. */
    Disk disk() {
        disk = made(disk, () -> new Disk(preparations, directory));
        return disk;
    }

    /** The process of the host's, alive. */
    HostProcess process() {
        if (process != null && !process.isAlive()) {
            process = null;
        }
        process = made(process, () -> new HostProcess(preparations, directory));
        return process;
    }

    HostServices services() {
        services = made(services, () -> new HostServices(this));
        return services;
    }

    SharedMount shared() {
        shared = made(shared, () -> new SharedMount(preparations));
        return shared;
    }

    /** Waits a moment for the kernel to have something done on the host: the nonce copied. */
    void awaitLeft() {
        long deadline = System.nanoTime() + (expected ? PATIENCE_NANOS : 0);
        while (!nonce.isIn(left()) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Whether the attacker was let do all that it takes, so that there is something to wait for. */
    void expect(boolean something) {
        expected = something;
    }

    /** Runs a program on the host as an ordinary user. */
    void runAs(int user, List<String> command) {
        session.host().run(kernel -> {
            ChildList list = new ChildList();
            list.privileges().leaveGroups().setGroup(user).setUser(user);
            int nowhere = kernel.open("/dev/null", OpenMode.READ_WRITE);
            list.dup(nowhere, 1).dup(nowhere, 2).cleanSlate().execve(command.get(0), command, List.of());
            kernel.processes().playOut(list, true);
            kernel.close(nowhere);
        });
    }

    /** Whether the kernel knows a type of file system. */
    boolean hasFileSystem(String type) {
        try {
            return Files.readAllLines(Path.of("/proc/filesystems")).stream()
                    .anyMatch(line -> line.endsWith("\t" + type));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T made(@Nullable T known, Supplier<T> maker) {
        return known == null ? maker.get() : known;
    }

    /** Who owns a file on the host; nobody, if there is none. */
    static OptionalLong owner(Path file) {
        try {
            return Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS) instanceof Integer uid
                    ? OptionalLong.of(Integer.toUnsignedLong(uid))
                    : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes back what can be taken back one by one; the directory goes with the session. */
    @Override
    public void close() {
        Optional.ofNullable(services).ifPresent(HostServices::close);
        Optional.ofNullable(process).ifPresent(HostProcess::close);
        Optional.ofNullable(disk).ifPresent(Disk::close);
        Optional.ofNullable(shared).ifPresent(SharedMount::close);
    }
}
