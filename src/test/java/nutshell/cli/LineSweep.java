package nutshell.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import nutshell.cli.words.Vocabulary;
import nutshell.container.Places;
import nutshell.container.Session;
import nutshell.container.Syntax;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Refusal;

/**
 * Random lines at a shell whose kernel only pretends, in a process of its own. Arguments: a directory, how many lines, the
 * number that the first line comes of. Whatever is no answer is printed with that number.
 */
final class LineSweep {

    private static final int LINES_OF_A_SESSION = 40;
    private static final int LATE = 10;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private static final List<String> PIECES = List.of(
            ("busybox host oci: /nowhere . .. / '' \"\" - -- -t -o --bind --make-rprivate -l --propagation unchanged uts mnt pid net ipc"
                            + " cgroup time user proc sysfs tmpfs /proc /tmp ro,nosuid bind private new set show pids.max memory.max"
                            + " cpu.max max 20 64M 0 1 -1 2 99999999999 drop keep ambient all CAP_CHOWN --keepcaps read,execute link up"
                            + " lo nut0 eth0 10.7.0.1/24 fd00::1/64 default via --bridge deny allow load docker-default mkdir"
                            + " mkdir=EROFS ptrace=KILL_PROCESS --arch x86_64 --at-exec web c1 a_b on off sh isolated last EPERM"
                            + " unshare help %1 & --as-it-is true sleep $HOME ~ * \u001b[31m \u202e é 03-hostname hostname --map root"
                            + " subids --json --help # \\ ; | > ns mounts ps caps net")
                    .split(" ", -1));

    /** What would write a file, read any, or run for long for reasons that have nothing to do with lines. */
    private static final List<String> ELSEWHERE = List.of(
            "save", "export", "load", "exit", "escape", "drift", "image", "scan", "gate", "check", "why", "inspect");

    private final Places places;
    private int findings;
    private int refused;
    private long usual;

    private LineSweep(Path directory) {
        this.places = new Places(directory.resolve("state"), directory.resolve("cache"), directory.resolve("run"));
    }

    public static void main(String[] arguments) throws IOException {
        LineSweep sweep = new LineSweep(Path.of(arguments[0]));
        if (!Places.ofThisUser().state().startsWith(arguments[0])) {
            throw new IllegalStateException("the lines would write into a person's progress: HOME=" + arguments[0]);
        }
        int lines = Integer.parseInt(arguments[1]);
        long first = Long.parseLong(arguments[2]);
        for (int done = 0; done < lines; done += LINES_OF_A_SESSION) {
            sweep.session(first + done, Math.min(LINES_OF_A_SESSION, lines - done));
            sweep.requireFewDescriptors(first + done);
        }
        System.out.printf("lines: %d, %d were refused; %d findings%n", lines, sweep.refused, sweep.findings);
        System.exit(0);
    }

    private void session(long first, int lines) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        Session session = Session.begin(places, false);
        Shell shell = new Shell(session, new StillBatch(session, nowhere), false);
        for (long number = first; number < first + lines; number++) {
            type(shell, number);
        }
        try {
            session.close();
        } catch (SyscallFailed | Refusal e) {
            // The pretender has refused something.
        } catch (RuntimeException | Error e) {
            found(first, "(the end of a session)", e);
        }
    }

    /** Programs run in containers, as far as the pretender lets them, and nothing on the host. */
    private static final class StillBatch implements Shell.Surroundings {
        private final BatchSurroundings batch;
        private final Still still = new Still();

        StillBatch(Session session, PrintStream out) {
            this.batch = new BatchSurroundings(session, false, false, out);
        }

        @Override
        public String run(Shell shell, nutshell.container.Container container, Shell.Program program) {
            return batch.run(shell, container, program);
        }

        @Override
        public String runOnHost(Shell shell, List<String> command) {
            return still.runOnHost(shell, command);
        }

        @Override
        public void foreground(Shell shell, Jobs.Job job) {
            batch.foreground(shell, job);
        }

        @Override
        public int width() {
            return batch.width();
        }

        @Override
        public Paint paint() {
            return batch.paint();
        }

        @Override
        public void show(String line) {
            still.show(line);
        }

        @Override
        public List<String> history() {
            return List.of();
        }
    }

    private void type(Shell shell, long number) {
        String line = line(new Random(number));
        long before = System.nanoTime();
        try {
            Shell.Outcome outcome = shell.run(line);
            refused += outcome.ok() ? 0 : 1;
            outcome.refusal().ifPresent(LineSweep::requireFitToBeShown);
            String json = Json.line(Json.of(outcome));
            if (json.indexOf('\n') >= 0) {
                throw new IllegalStateException("more than a line: " + json);
            }
        } catch (RuntimeException | Error e) {
            found(number, line, e);
        }
        if (System.nanoTime() - before > PATIENCE_NANOS) {
            found(number, line, new IllegalStateException("it took too long"));
        }
    }

    /** A session may keep none; what the JVM opens late for itself is few. */
    private void requireFewDescriptors(long first) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc/self/fd"))) {
            long open = entries.count();
            usual = usual == 0 ? open + LATE : usual;
            if (open > usual) {
                found(first, "(a session)", new IllegalStateException(open + " descriptors are open"));
                usual = open + LATE;
            }
        }
    }

    private static void requireFitToBeShown(RuntimeException refusal) {
        String told = Tell.oneLine(refusal);
        if (told.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n') || !told.contains("try:")) {
            throw new IllegalStateException("not fit to be shown: " + told);
        }
    }

    private void found(long number, String line, Throwable e) {
        findings++;
        StringBuilder where = new StringBuilder();
        for (Throwable each = e; each != null; each = each.getCause()) {
            Stream.of(each.getStackTrace())
                    .filter(element -> element.getClassName().startsWith("nutshell."))
                    .limit(6)
                    .forEach(element -> where.append(" < ").append(element));
        }
        System.out.println("FOUND line " + number + " '" + line + "': " + e + where);
    }

    private static String line(Random random) {
        if (random.nextInt(20) == 0) {
            return noise(random, 40);
        }
        List<String> words = new ArrayList<>(List.of(WORDS.get(random.nextInt(WORDS.size()))));
        for (int i = random.nextInt(6); i > 0; i--) {
            words.add(random.nextInt(8) == 0 ? noise(random, 8) : PIECES.get(random.nextInt(PIECES.size())));
        }
        return String.join(" ", words);
    }

    private static String noise(Random random, int longest) {
        return random.ints(random.nextInt(longest), 0, random.nextBoolean() ? 128 : 0x10000)
                .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                .toString();
    }

    private static final List<String> WORDS = Stream.concat(
                    Stream.of(Syntax.values()).map(Syntax::word),
                    Vocabulary.names().stream().filter(word -> !ELSEWHERE.contains(word)))
            .distinct()
            .sorted()
            .toList();
}
