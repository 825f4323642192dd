package nutshell.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The machine this program runs on, asked as a person would ask it: with its files and its programs. */
final class ThisMachine implements Facts {

    private static final Set<PosixFilePermission> GROUP_OPENS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE);

    private final Map<List<String>, Attempt> tried = new HashMap<>();

    @Override
    public Optional<String> text(String path) {
        try (InputStream file = Files.newInputStream(Path.of(path));
                InputStream in = path.endsWith(".gz") ? new GZIPInputStream(file) : file) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<byte[]> head(String path, int bytes) {
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            return Optional.of(in.readNBytes(bytes));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> link(String path) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of(path)).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(Path.of(path));
    }

    @Override
    public boolean opens(String path) {
        return Files.isReadable(Path.of(path)) && Files.isWritable(Path.of(path));
    }

    @Override
    public Optional<String> groupThatOpens(String path) {
        try {
            PosixFileAttributes file = Files.readAttributes(Path.of(path), PosixFileAttributes.class);
            return Optional.of(file.group().getName())
                    .filter(group -> !group.equals("root"))
                    .filter(group -> file.permissions().containsAll(GROUP_OPENS));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Set<String> names(String directory) {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(directory))) {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        } catch (IOException e) {
            return Set.of();
        }
        return names;
    }

    @Override
    public Optional<String> program(String name) {
        Stream<String> path = Stream.of(environment("PATH").orElse("").split(":", -1));
        return Stream.concat(path, Stream.of("/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/bin", "/bin"))
                .filter(directory -> directory.startsWith("/"))
                .map(directory -> directory + "/" + name)
                .filter(ThisMachine::runs)
                .findFirst();
    }

    private static boolean runs(String path) {
        try {
            return Files.isRegularFile(Path.of(path)) && Files.isExecutable(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    @Override
    public Attempt attempt(String... command) {
        return tried.computeIfAbsent(List.of(command), Trial::of);
    }

    @Override
    public Attempt connect(String socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return Attempt.WORKED;
        } catch (IOException | InvalidPathException e) {
            return Attempt.refused(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }

    @Override
    public String userName() {
        return System.getProperty("user.name", "?");
    }

    @Override
    public long freeBytes(String path) {
        Path nearest = Path.of(path).toAbsolutePath();
        while (!Files.exists(nearest) && nearest.getParent() != null) {
            nearest = nearest.getParent();
        }
        try {
            return Files.getFileStore(nearest).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public String processor() {
        String arch = System.getProperty("os.arch", "");
        return arch.equals("amd64") ? "x86_64" : arch;
    }
}
