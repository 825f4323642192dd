package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nutshell.evidence.containers.StandInEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checklist as it is delivered, against an engine that says what a test wants and processes that are real. */
@Tag("whole")
class CheckTest {

    private static final String PLANTED = "hunter2PLANTED";

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    @Test
    void no_format_and_no_file_of_ours_holds_a_secrets_value() throws IOException {
        String socket = engine(1, "docker.sock");
        Path project = Files.createDirectories(program.directory().resolve("project"));
        Files.writeString(project.resolve(".env"), "API_KEY=" + PLANTED + "\n");
        Files.writeString(project.resolve("Dockerfile"), "FROM scratch\nENV TOKEN=" + PLANTED + "\n");
        Files.writeString(project.resolve("x.yaml"), "apiVersion: v1\nkind: Secret\ndata: {a: " + PLANTED + ": x}\n");

        for (String format : List.of("text", "md", "html", "json", "sarif", "policyreport")) {
            Commands.Result result = program.run(
                    "check",
                    "--evidence-only",
                    "--runtime-socket",
                    socket,
                    "--target",
                    "dir=" + project,
                    "--format",
                    format);
            assertEquals(0, result.status(), result.err());
            assertTrue(
                    result.out().contains("DB_PASSWORD") || result.out().contains("DB\\_PASSWORD"),
                    format + ":\n" + result.out());
            assertFalse((result.out() + result.err()).contains(PLANTED), format);
        }
        try (Stream<Path> files = Files.walk(program.directory())) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(project))
                    .toList()) {
                assertFalse(
                        new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
                                .contains(PLANTED),
                        file.toString());
            }
        }
    }

    @Test
    void a_name_with_escape_sequences_steers_no_terminal() {
        String socket = engine(1, "docker.sock");

        Commands.Result result = program.run("check", "--evidence-only", "--runtime-socket", socket, "--only", "SEC-1");

        assertTrue(result.out().contains("\\u001b[2Jc0"), result.out());
        assertFalse(result.out().contains("\u001b"));
    }

    @Test
    void an_engine_that_is_not_there_is_unknown_and_fails_only_who_asked_for_that() {
        List<String> check = List.of(
                "check", "--evidence-only", "--runtime-socket", "unix:///nowhere/docker.sock", "--only", "CNF-2");

        assertEquals(0, program.run(check.toArray(String[]::new)).status());
        assertEquals(0, run(check, "--fail-on", "weak").status());
        Commands.Result unknown = run(check, "--fail-on", "unknown");
        assertEquals(1, unknown.status());
        assertTrue(unknown.out().contains("there is no such file"), unknown.out());
    }

    @Test
    void an_accepted_weakness_passes_until_its_day_has_come() throws IOException {
        String socket = engine(1, "docker.sock");
        List<String> check = List.of("check", "--evidence-only", "--runtime-socket", socket, "--only", "SEC-1");
        Path answers = program.directory().resolve("answers.yaml");
        String answer =
                "schema: nutshell.answers/1\nanswers:\n  SEC-1: {choice: accepted, reason: moved soon, review: %s}\n";

        assertEquals(1, run(check, "--fail-on", "weak").status());
        Files.writeString(answers, answer.formatted("2999-01-01"));
        assertEquals(
                0,
                run(check, "--fail-on", "weak,overdue", "--answers", answers.toString())
                        .status());
        Files.writeString(answers, answer.formatted("2020-01-01"));
        assertEquals(
                1,
                run(check, "--fail-on", "overdue", "--answers", answers.toString())
                        .status());
        assertEquals(
                1,
                run(check, "--fail-on", "weak", "--answers", answers.toString()).status());
    }

    @Test
    void a_weakness_that_has_vanished_is_told_against_the_last_report() throws IOException {
        Path last = program.directory().resolve("last.json");
        List<String> before =
                List.of("check", "--evidence-only", "--runtime-socket", engine(1, "before.sock"), "--only", "SEC-1");
        List<String> after =
                List.of("check", "--evidence-only", "--runtime-socket", engine(0, "after.sock"), "--only", "SEC-1");
        assertEquals(
                0, run(before, "--format", "json", "--output", last.toString()).status());

        JsonNode changes = new ObjectMapper()
                .readTree(run(after, "--format", "json", "--baseline", last.toString())
                        .out())
                .path("changes");

        assertEquals("gone", changes.path(0).path("what").asText(), changes.toString());
    }

    @Test
    void wrong_options_name_what_is_right() {
        for (List<String> wrong : List.of(
                List.of("--format", "pdf"),
                List.of("--fail-on", "bad"),
                List.of("--only", "CNF-99"),
                List.of("--target", "rocket"),
                List.of("--runtime-socket", "tcp://1.2.3.4:2375"),
                List.of("--target", "dir=/nowhere"))) {
            Commands.Result result = run(List.of("check", "--evidence-only"), wrong.toArray(String[]::new));
            assertEquals(2, result.status(), wrong + result.out() + result.err());
            assertTrue(result.err().contains("nutshell check"), result.err());
        }
    }

    @Test
    void answers_given_before_the_walk_is_killed_are_there_afterwards() throws IOException {
        String socket = engine(1, "docker.sock");
        PtyShell walk = program.closing(
                new PtyShell(program, 100, Map.of(), "check", "--runtime-socket", socket, "--only", "secrets"));
        for (int i = 0; i < 3; i++) {
            walk.expect("what fits");
            walk.line("b", "\n");
        }
        walk.expect("what fits");
        walk.line("", "1 of 3");
        walk.expect("answer \\(");
        walk.line("weak", "because");
        walk.line("nobody had time", "2 of 3");
        walk.expect("answer \\(");
        walk.type("acc");
        walk.kill();

        PtyShell again = program.closing(
                new PtyShell(program, 100, Map.of(), "check", "--runtime-socket", socket, "--only", "secrets"));
        again.expect("1 of 3 are answered");
        again.line("back", "answered: weak nobody had time");
        again.line("exit", "goes on from here");
        assertEquals(0, again.end());
    }

    /** What is typed, what must come of it, and how many answers have been given then. */
    private record Line(String keys, String brings, int answers) {}

    private static final List<Line> WALK = List.of(
            new Line("weak", "because", 0),
            new Line("nobody had time", "2 of 3", 1),
            new Line("later", "3 of 3", 2),
            new Line("back", "2 of 3", 2),
            new Line("not for us", "because", 2),
            new Line("none here", "3 of 3", 2),
            new Line("back", "2 of 3", 2),
            new Line("accepted", "because", 2),
            new Line("until the move", "look at it again", 2),
            new Line("90", "3 of 3", 2),
            new Line("good", "because", 2),
            new Line("", "3 questions: ", 3));

    /** What the file has to say once this was typed. */
    private static final Map<String, String> KEPT = Map.of(
            "nobody had time", "nobody had time",
            "later", "later",
            "none here", "none here",
            "90", "until the move");

    static IntStream keys() {
        int all = WALK.stream().mapToInt(line -> line.keys.length() + 1).sum();
        return IntStream.iterate(0, key -> key <= all, key -> key + Integer.getInteger("nutshell.keys.apart", 9));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void killed_at_any_key_it_has_kept_every_answer(int keys) throws IOException {
        Path file = program.directory().resolve("answers.json");
        Files.writeString(file, "{\"schema\":\"nutshell.answers/1\",\"goals\":[\"data\"],\"answers\":{}}");
        String socket = engine(1, "docker.sock");
        PtyShell walk = program.closing(new PtyShell(
                program,
                100,
                Map.of(),
                "check",
                "--runtime-socket",
                socket,
                "--only",
                "secrets",
                "--answers",
                file.toString()));
        walk.expect("1 of 3");
        int left = keys;
        int given = 0;
        String said = "";
        for (Line line : WALK) {
            walk.expect("> ");
            if (left <= line.keys.length()) {
                String begun = line.keys.substring(0, left);
                walk.type(begun).expect(begun);
                break;
            }
            walk.line(line.keys, line.brings);
            left -= line.keys.length() + 1;
            given = line.answers;
            said = KEPT.getOrDefault(line.keys, said);
        }
        walk.kill();

        JsonNode answers = new ObjectMapper().readTree(file.toFile()).path("answers");
        assertEquals(given, answers.size(), answers.toString());
        assertTrue(answers.toString().contains(said), answers + " lacks " + said);
    }

    /** What changes files, mounts, namespaces or processes; with a question mark what not every processor has. */
    private static final String ACTS =
            "openat,openat2,?open,?creat,?mkdir,mkdirat,?mknod,mknodat,?unlink,unlinkat,?rmdir,"
                    + "?rename,renameat,?renameat2,?link,linkat,?symlink,symlinkat,truncate,ftruncate,?chmod,fchmod,fchmodat,"
                    + "?chown,?lchown,fchown,fchownat,setxattr,lsetxattr,fsetxattr,mount,umount2,?mount_setattr,?move_mount,"
                    + "?open_tree,?fsopen,setns,unshare,chroot,pivot_root,ptrace,process_vm_writev,bpf,init_module,finit_module,"
                    + "execve,execveat,kill,tgkill,connect";

    @Test
    void reads_only() throws IOException {
        WholeProgram.needsRoot();
        Commands.need("strace");
        Commands.Result trial = Commands.run("strace", "-o", "/dev/null", "true");
        assumeTrue(trial.status() == 0, "ptrace is forbidden here: " + trial.err());
        Path log = program.directory().resolve("strace");
        List<String> command = new ArrayList<>(List.of(
                "strace",
                "-f",
                "-o",
                log.toString(),
                "-e",
                "trace=" + ACTS,
                java(),
                "-XX:-UsePerfData",
                "-Dnutshell.home=" + WholeProgram.CHECKOUT,
                "-jar",
                WholeProgram.CHECKOUT.resolve("target/nutshell.jar").toString()));
        command.addAll(
                List.of("check", "--evidence-only", "--runtime-socket", engine(3, "docker.sock"), "--format", "json"));

        Commands.run("", program.environment(), command).wellDone();

        List<String> acts = Files.readAllLines(log).stream()
                .filter(line -> line.matches("[0-9]+ +[a-z_0-9]+\\(.*"))
                .filter(line -> !line.contains(" open") || line.matches(".*(O_WRONLY|O_RDWR|O_CREAT|O_TRUNC).*"))
                // The JVM itself decides what a core of it would hold, and libc asks its cache who we are.
                .filter(line -> !line.contains("coredump_filter") && !line.contains("/nscd/"))
                .toList();
        List<String> conversations =
                acts.stream().filter(line -> line.contains(" connect(")).toList();
        List<String> others =
                acts.stream().filter(line -> !line.contains(" connect(")).toList();
        assertEquals(1, others.size(), others.toString());
        assertTrue(others.get(0).contains("execve("), others.toString());
        assertFalse(conversations.isEmpty());
        assertTrue(
                conversations.stream().allMatch(line -> line.contains("AF_UNIX") && line.contains("docker.sock")),
                conversations.toString());
    }

    @Test
    void a_thousand_containers_are_told_completely() throws IOException {
        String socket = engine(1000, "docker.sock");

        Commands.Result result =
                program.run("check", "--evidence-only", "--runtime-socket", socket, "--format", "json");

        JsonNode report = new ObjectMapper().readTree(result.wellDone().out());
        long named = report.path("questions").findValuesAsText("subject").stream()
                .filter(name -> name.startsWith("docker:"))
                .distinct()
                .count();
        assertEquals(1000, named);
        for (JsonNode question : report.path("questions")) {
            if (question.path("id").asText().equals("CNF-5")) {
                assertEquals(1000, question.path("evidence").size());
            }
        }
    }

    private Commands.Result run(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return program.run(all.toArray(String[]::new));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** An engine with so many containers, each a process that sleeps, and each with a secret in its environment. */
    private String engine(int containers, String name) {
        Path socket = program.directory().resolve(name);
        StandInEngine engine = program.closing(new StandInEngine(socket));
        engine.say(
                "/containers/json?all=true",
                IntStream.range(0, containers)
                        .mapToObj(i -> "{\"Id\":\"%064x\",\"Names\":[\"/c%d\"]}".formatted(i, i))
                        .collect(Collectors.joining(",", "[", "]")));
        for (int i = 0; i < containers; i++) {
            Process sleeper = sleeper();
            engine.say("/containers/%064x/json".formatted(i), """
                    {"Id":"%064x","Name":"/\\u001b[2Jc%d","Image":"sha256:aa","State":{"Running":true,"Status":"running","Pid":%d},
                     "HostConfig":{},"Config":{"Image":"web:1","Env":["DB_PASSWORD=%s","URL=http://me:%s@x/"],"Labels":{"a.token":"%s"}},"Mounts":[]}""".formatted(
                            i, i, sleeper.pid(), PLANTED, PLANTED, PLANTED));
        }
        return "unix://" + socket;
    }

    private Process sleeper() {
        try {
            Process sleeper = new ProcessBuilder("sleep", "600").start();
            program.closing((AutoCloseable) () -> {
                sleeper.destroyForcibly();
                sleeper.waitFor(10, TimeUnit.SECONDS);
            });
            return sleeper;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
