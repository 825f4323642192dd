package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the program makes is its owner's alone, whatever the umask; and what others have put in its way is not followed. */
@Tag("whole")
class OurOwnFilesTest {

    private static final Path RUNNING = Path.of("/run/nutshell");
    private static final Set<PosixFilePermission> TO_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    private Path home() {
        return program.directory().resolve("home");
    }

    /** The program, started with a umask that takes nothing away. */
    private Commands.Result open(Map<String, String> environment, String input, String... arguments) {
        String line = "umask 000; exec \"$0\" \"$@\"";
        List<String> command = new ArrayList<>(List.of("sh", "-c", line));
        command.addAll(program.command(arguments));
        return Commands.run(input, environment, command);
    }

    @Test
    void others_can_neither_write_nor_look_into_what_it_keeps() throws IOException {
        open(program.environment(), "lab 03\nunshare uts\nsethostname box\nexit\n", "shell", "--batch")
                .wellDone();
        try (PtyShell shell = new PtyShell(program, 80, Map.of())) {
            shell.line("lab 03", "nutshell");
            shell.line("exit", "");
        }

        Path state = home().resolve(".local/state/nutshell");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state)));
    }

    @Test
    void a_living_session_is_closed_to_others() throws IOException {
        WholeProgram.needsRoot();
        Commands.need("busybox");
        try (LiveShell shell = new LiveShell(program)) {
            shell.done("rootfs busybox");
            shell.done("cgroup new");
            shell.done("unshare uts mnt pid net");
            shell.done("overlay");
            shell.done("pivot_root");

            requireClosed(RUNNING);
            requireClosed(home().resolve(".cache/nutshell/sessions"));
            for (Path group : List.of(Path.of("/sys/fs/cgroup/nutshell"), Path.of("/sys/fs/cgroup/pids/nutshell"))) {
                if (Files.isDirectory(group)) {
                    requireClosed(group);
                }
            }
        }
    }

    /** Nothing others may write to; below a directory that only its owner may pass, there is no need to look. */
    private static void requireClosed(Path place) throws IOException {
        Files.walkFileTree(place, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                requireOwners(directory);
                boolean passable =
                        Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_EXECUTE);
                return passable ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isSymbolicLink()) {
                    requireOwners(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void requireOwners(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
        assertTrue(permissions.stream().noneMatch(TO_WRITE::contains), file + " " + permissions);
    }

    @Test
    void a_link_that_lies_where_sessions_run_is_refused() throws IOException {
        Path elsewhere = Files.createDirectory(program.directory().resolve("elsewhere"));
        Path shared = Files.createDirectories(program.directory().resolve("shared"));
        Files.createSymbolicLink(shared.resolve("nutshell"), elsewhere);

        Commands.Result result = asSomebody(shared);

        assertEquals(3, result.status(), result.toString());
        assertEquals(List.of(), names(elsewhere));
    }

    @Test
    void a_directory_of_somebody_else_is_refused() throws IOException {
        WholeProgram.needsRoot();
        Path shared = Files.createDirectories(program.directory().resolve("shared"));
        Path planted = Files.createDirectory(shared.resolve("nutshell"));
        Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString("rwxrwxrwx"));

        Commands.Result result = asSomebody(shared);

        assertEquals(3, result.status(), result.toString());
        assertTrue(result.err().contains("belongs to somebody else"), result.err());
        assertEquals(List.of(), names(planted));
    }

    /** An ordinary user whose sessions are to run in this directory. */
    private Commands.Result asSomebody(Path runtime) throws IOException {
        WholeProgram.needsRoot();
        Commands.need("setpriv");
        Map<String, String> environment = new HashMap<>(program.environment());
        environment.put("XDG_RUNTIME_DIR", runtime.toString());
        for (Path directory : List.of(program.directory(), runtime)) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        List<String> command =
                new ArrayList<>(List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--"));
        command.addAll(program.command("shell", "--batch"));
        return Commands.run("steps\n", environment, command);
    }

    @Test
    void no_variable_of_the_caller_reaches_a_container() {
        WholeProgram.needsRoot();
        Commands.need("busybox");
        Map<String, String> environment = new HashMap<>(program.environment());
        environment.put("SECRET_OF_THE_CALLER", "sesame");
        environment.put("LD_LIBRARY_PATH", "/nowhere");

        String seen = open(environment, "", "run", "--recipe", "isolated", "--", "env")
                .wellDone()
                .out();

        assertFalse(seen.contains("sesame") || seen.contains("/nowhere") || seen.contains("HOME=" + home()), seen);
    }

    private static List<String> names(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.map(Path::toString).toList();
        }
    }
}
