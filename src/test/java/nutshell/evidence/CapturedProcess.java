package nutshell.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import nutshell.evidence.proc.Host;
import nutshell.evidence.proc.MountTable;
import nutshell.evidence.proc.ProcDirectory;
import nutshell.mounts.MountInfo;
import nutshell.namespaces.Namespace;
import nutshell.namespaces.NamespaceId;

/** A directory of /proc as it was captured, laid out again where a test may change it. */
public final class CapturedProcess {

    private static final List<String> FILES = List.of("status", "mountinfo", "cgroup", "uid_map", "gid_map", "stat");

    private final Path directory;

    private CapturedProcess(Path directory) {
        this.directory = directory;
    }

    /** A container of Docker's, with the namespaces that Docker gives on cgroup v1. */
    public static CapturedProcess docker(Path directory) throws IOException {
        for (String file : FILES) {
            Files.writeString(directory.resolve(file), resource(file));
        }
        CapturedProcess process = new CapturedProcess(directory);
        for (Namespace namespace : Namespace.values()) {
            boolean own = Stream.of("uts", "mnt", "pid", "net", "ipc").anyMatch(namespace.word()::equals);
            process.namespace(
                    namespace, own ? 4_026_532_250L + Long.numberOfTrailingZeros(namespace.flag()) : ours(namespace));
        }
        process.link("root", "/").link("exe", "/bin/busybox");
        process.descriptor(0, "/dev/null", "flags:\t0100002\nmnt_id:\t24\n");
        process.descriptor(1, "pipe:[2682826]", "flags:\t01\nmnt_id:\t14\n");
        return process;
    }

    public static Host host() throws IOException {
        Map<Namespace, NamespaceId> namespaces = new EnumMap<>(Namespace.class);
        for (Namespace namespace : Namespace.values()) {
            namespaces.put(namespace, new NamespaceId(namespace.word(), ours(namespace)));
        }
        List<MountInfo> mounts =
                MountInfo.parse(resource("host-mountinfo").lines().toList());
        return new Host(namespaces, new MountTable(mounts), Map.of(), List.of("/run/docker.sock"));
    }

    public CapturedProcess namespace(Namespace namespace, long inode) throws IOException {
        return link("ns/" + namespace.word(), "%s:[%d]".formatted(namespace.word(), inode));
    }

    public static long ours(Namespace namespace) {
        return 4_026_531_830L + Long.numberOfTrailingZeros(namespace.flag());
    }

    public CapturedProcess descriptor(int number, String target, String fdinfo) throws IOException {
        link("fd/" + number, target);
        Files.createDirectories(directory.resolve("fdinfo"));
        Files.writeString(directory.resolve("fdinfo/" + number), fdinfo);
        return this;
    }

    public CapturedProcess link(String name, String target) throws IOException {
        Path link = directory.resolve(name);
        Files.createDirectories(Objects.requireNonNull(link.getParent()));
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(target));
        return this;
    }

    /** Says something else in one of the files. */
    public CapturedProcess with(String file, String regex, String replacement) throws IOException {
        Path path = directory.resolve(file);
        Files.writeString(path, Files.readString(path).replaceAll(regex, replacement));
        return this;
    }

    public CapturedProcess append(String file, String line) throws IOException {
        Path path = directory.resolve(file);
        Files.writeString(path, Files.readString(path) + line + "\n");
        return this;
    }

    public ProcDirectory process() {
        return new ProcDirectory(directory);
    }

    public Subject subject() {
        return new Subject("captured", process(), java.util.Optional.empty());
    }

    public static String resource(String file) throws IOException {
        try (var in = Objects.requireNonNull(
                CapturedProcess.class.getResourceAsStream("/nutshell/evidence/docker/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
