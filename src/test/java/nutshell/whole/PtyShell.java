package nutshell.whole;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shell on a real pseudo-terminal, with someone who types, and reads what comes, escape sequences left out. */
final class PtyShell implements AutoCloseable {

    static final String CTRL_C = "\u0003";
    static final String CTRL_D = "\u0004";
    static final String CTRL_Z = "\u001a";
    static final String UP = "\u001bOA";

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final Pattern ESCAPES =
            Pattern.compile("\u001b\\[[0-9;?]*[ -/]*[@-~]|\u001b[()][0-9A-B]|\u001b[=>78M]|\u001b][^\u0007]*\u0007|\r");

    private final PtyProcess process;
    private final StringBuilder raw = new StringBuilder();
    private int seen;

    PtyShell(WholeProgram program, int columns, Map<String, String> more, String... arguments) throws IOException {
        Map<String, String> environment = new LinkedHashMap<>(program.environment());
        environment.putAll(more);
        this.process = new PtyProcessBuilder(program.command(arguments).toArray(String[]::new))
                .setEnvironment(environment)
                .setDirectory(program.directory().toString())
                .setInitialColumns(columns)
                .setInitialRows(24)
                .start();
        Thread reader = new Thread(this::read, "reads the terminal");
        reader.setDaemon(true);
        reader.start();
    }

    static PtyShell of(WholeProgram program) throws IOException {
        return program.closing(new PtyShell(program, 80, Map.of()));
    }

    private void read() {
        char[] buffer = new char[4096];
        try (Reader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                synchronized (raw) {
                    raw.append(buffer, 0, count);
                }
            }
        } catch (IOException e) {
            // The terminal has gone with its last program.
        }
    }

    /** All that has come so far, escape sequences too. */
    String raw() {
        synchronized (raw) {
            return raw.toString();
        }
    }

    private String text() {
        return ESCAPES.matcher(raw()).replaceAll("");
    }

    /** Waits until this has come behind what was waited for before, and returns all from there up to its end. */
    String expect(String regex) {
        Pattern pattern = Pattern.compile(regex);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < deadline) {
            String text = text();
            Matcher matcher = pattern.matcher(text);
            if (matcher.find(Math.min(seen, text.length()))) {
                String found = text.substring(seen, matcher.end());
                seen = matcher.end();
                return found;
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError(
                "waited in vain for " + regex + " in:\n" + text().substring(Math.min(seen, text().length())));
    }

    PtyShell type(String keys) {
        try {
            process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Types a line and waits for what it must bring. */
    String line(String line, String expected) {
        return type(line + "\r").expect(expected);
    }

    /** A person's pause: a key that comes before a program has the terminal would still be the shell's. */
    PtyShell pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1200));
        return this;
    }

    /** Ends it without asking, as a crash or a lost line would. */
    void kill() {
        process.destroyForcibly();
        end();
    }

    void resize(int columns, int rows) {
        process.setWinSize(new WinSize(columns, rows));
    }

    /** Waits for the shell to end and returns its status. */
    int end() {
        try {
            if (process.waitFor(30, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("the shell did not end; it shows:\n" + text());
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            // SIGTERM first: the shell then takes its containers away.
            process.destroy();
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
