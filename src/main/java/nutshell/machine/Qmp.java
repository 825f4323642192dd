package nutshell.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nutshell.refusals.Refusal;

/** QEMU's machine protocol, the few commands that are needed here. See QEMU's "QMP Reference Manual". */
final class Qmp implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern DESCRIPTION = Pattern.compile("\"(?:desc|error)\": \"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Conversation conversation;

    private Qmp(Conversation conversation) {
        this.conversation = conversation;
    }

    static Qmp of(Path socket) throws IOException {
        Qmp qmp = new Qmp(Conversation.with(socket));
        qmp.answer("\"QMP\"");
        qmp.execute("qmp_capabilities", "");
        return qmp;
    }

    /** Keeps the memory in the file beside the machine; its disks are not part of it. */
    void save(String tag) throws IOException {
        job("snapshot-save", tag);
    }

    void load(String tag) throws IOException {
        job("snapshot-load", tag);
    }

    /** Writes down all but the memory, which lies in a file of its own; the machine stands still afterwards. */
    void writeState(Path file) throws IOException {
        withoutMemory();
        execute("migrate", "\"uri\":\"exec:cat >'%s'\"".formatted(file));
        awaitMigration();
    }

    /** Goes on from a state that was written down, with the same memory. */
    void readState(Path file) throws IOException {
        withoutMemory();
        execute("migrate-incoming", "\"uri\":\"exec:cat '%s'\"".formatted(file));
        awaitMigration();
        execute("cont", "");
    }

    private void withoutMemory() throws IOException {
        execute("migrate-set-capabilities", "\"capabilities\":[{\"capability\":\"x-ignore-shared\",\"state\":true}]");
    }

    private void awaitMigration() throws IOException {
        String answer = execute("query-migrate", "");
        for (long end = System.nanoTime() + LIMIT.toNanos(); !answer.contains("\"completed\""); ) {
            if (answer.contains("\"failed\"") || System.nanoTime() > end) {
                throw Refusal.failed("the machine's state was not carried over: " + Lines.printable(answer), Lab.AGAIN);
            }
            pause();
            answer = execute("query-migrate", "");
        }
    }

    void quit() throws IOException {
        execute("quit", "");
    }

    private void job(String command, String tag) throws IOException {
        if (jobs().contains("\"nutshell\"")) {
            // Whoever asked for it was killed: only one of this name may be known at a time.
            concluded(command);
        }
        execute(
                command,
                "\"job-id\":\"nutshell\",\"tag\":\"%s\",\"vmstate\":\"vmstate\",\"devices\":[\"vmstate\"]"
                        .formatted(tag));
        String jobs = concluded(command);
        if (jobs.contains("\"error\"")) {
            throw Refusal.failed("%s failed: %s".formatted(command, description(jobs)), Lab.AGAIN);
        }
    }

    private String jobs() throws IOException {
        return execute("query-jobs", "");
    }

    private String concluded(String command) throws IOException {
        String jobs = jobs();
        for (long end = System.nanoTime() + LIMIT.toNanos(); !jobs.contains("\"concluded\""); ) {
            if (System.nanoTime() > end) {
                throw Refusal.failed(command + " did not end within " + LIMIT.toSeconds() + " s", Lab.AGAIN);
            }
            pause();
            jobs = jobs();
        }
        execute("job-dismiss", "\"id\":\"nutshell\"");
        return jobs;
    }

    private String execute(String command, String arguments) throws IOException {
        conversation.say("{\"execute\":\"%s\",\"arguments\":{%s}}".formatted(command, arguments));
        String answer = answer("\"return\"", "\"error\"");
        if (answer.startsWith("{\"error\"")) {
            throw Refusal.failed("QEMU refused %s: %s".formatted(command, description(answer)), Lab.AGAIN);
        }
        return answer;
    }

    private String answer(String... either) throws IOException {
        return conversation
                .hear(
                        line -> {
                            for (String word : either) {
                                if (line.startsWith("{" + word)) {
                                    return true;
                                }
                            }
                            return false;
                        },
                        LIMIT,
                        () -> true)
                .orElseThrow(() -> Refusal.failed("QEMU does not answer", Lab.AGAIN));
    }

    static String description(String answer) {
        Matcher matcher = DESCRIPTION.matcher(answer);
        return matcher.find() ? Lines.printable(matcher.group(1)) : Lines.printable(answer);
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        conversation.close();
    }
}
