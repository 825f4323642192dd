package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was exported does with other programs what the recipe does with ours. */
@Tag("whole")
class ExportTest {

    private static final Set<String> KINDS = new TreeSet<>(List.of("uts", "mnt", "pid", "net", "ipc", "cgroup"));

    /** The shell inside reads this: its name, its number, its namespaces. */
    private static final String QUESTIONS = "hostname\necho $$\nfor ns in /proc/self/ns/*; do readlink $ns; done\n";

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    @BeforeEach
    void needs() {
        WholeProgram.needsRoot();
        Commands.need("busybox");
    }

    private Path exported(String form) {
        Path directory = program.directory().resolve(form);
        program.run("recipe", "export", "isolated", "--as", form, directory.toString())
                .wellDone();
        return directory;
    }

    private static String freshName() {
        return "nutshell-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    }

    private void runs_like_ours(List<String> command) {
        Commands.Result result =
                Commands.run(QUESTIONS, program.environment(), command).wellDone();
        Commands.Result ours = program.runWith(QUESTIONS, "run", "--recipe", "isolated", "--", "sh")
                .wellDone();

        assertEquals(List.of("isolated", "1"), result.lines().subList(0, 2), result.err());
        assertEquals(ours.lines().subList(0, 2), result.lines().subList(0, 2));
        assertEquals(KINDS, own(result));
        assertEquals(KINDS, own(ours));
    }

    /** The kinds of namespace that are not this test's own. */
    private static Set<String> own(Commands.Result result) {
        Set<String> own = new TreeSet<>();
        for (String link : result.lines().subList(2, result.lines().size())) {
            String kind = link.replaceAll(":.*", "");
            if (!link.equals(host(kind))) {
                own.add(kind);
            }
        }
        return own;
    }

    private static String host(String kind) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns", kind)).toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_bundle_runs_with_runc() {
        Commands.need("runc");
        runs_like_ours(List.of("runc", "run", "-b", exported("oci").toString(), freshName()));
    }

    @Test
    void a_bundle_runs_with_crun() throws IOException {
        Commands.need("crun", "unshare");
        String bundle = exported("oci").toString();
        Path controllers = Path.of("/sys/fs/cgroup/unified/cgroup.controllers");
        if (!Files.exists(controllers)) {
            runs_like_ours(List.of("crun", "run", "-b", bundle, freshName()));
            return;
        }
        // crun refuses a hybrid layout because it reads this file: in a mount namespace of its own it reads an empty
        // one.
        Path empty = Files.createFile(program.directory().resolve("empty"));
        runs_like_ours(List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount --bind \"$1\" \"$2\" && exec crun run -b \"$3\" \"$4\"",
                "sh",
                empty.toString(),
                controllers.toString(),
                bundle,
                freshName()));
    }

    @Test
    void a_script_runs_with_bash() {
        Commands.need("bash", "unshare");
        runs_like_ours(List.of("bash", exported("sh").resolve("container.sh").toString()));
    }

    @Test
    void a_script_hands_on_the_exit_status() {
        Commands.need("bash", "unshare");
        String script = exported("sh").resolve("container.sh").toString();

        assertEquals(
                7,
                Commands.run("", program.environment(), List.of("bash", script, "sh", "-c", "exit 7"))
                        .status());
    }

    @Test
    void nothing_is_written_over_what_is_there() throws IOException {
        Path there = Files.createDirectory(program.directory().resolve("there"));
        Files.createFile(there.resolve("mine"));

        Commands.Result result = program.run("recipe", "export", "isolated", "--as", "oci", there.toString());

        assertEquals(2, result.status());
        assertTrue(result.err().contains("not empty"), result.err());
    }
}
