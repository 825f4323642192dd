package nutshell.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import nutshell.refusals.Refusal;

/**
 * A machine that is up, as its run folder tells.
 *
 * @param started ticks after the host's boot, which tell the process from a later one of the same id; see proc(5)
 * @param port of this host's loopback, which leads to the machine's sshd
 */
public record Running(long pid, long started, int port, String variant, String image, String accelerator) {

    private static final String FILE = "machine.properties";

    static Optional<Running> in(Path run) {
        Properties facts = new Properties();
        try (var reader = Files.newBufferedReader(run.resolve(FILE))) {
            facts.load(reader);
            Running running = new Running(
                    Long.parseLong(facts.getProperty("pid", "")),
                    Long.parseLong(facts.getProperty("started", "")),
                    Integer.parseInt(facts.getProperty("port", "")),
                    facts.getProperty("variant", ""),
                    facts.getProperty("image", ""),
                    facts.getProperty("accelerator", ""));
            return running.alive() ? Optional.of(running) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Itself, or the refusal that it is not what was asked for. */
    Running having(Optional<String> asked) {
        if (asked.isPresent() && !asked.get().equals(variant)) {
            throw Refusal.failed(
                    "the lab machine that is up is of the image %s, not %s"
                            .formatted(variant, Lines.printable(asked.get())),
                    "./nutshell vm down, then the same again");
        }
        return this;
    }

    boolean alive() {
        return startOf(pid).filter(ticks -> ticks == started).isPresent();
    }

    /** Field 22 of /proc/PID/stat; the name in field 2 may hold blanks and brackets. */
    static Optional<Long> startOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", "" + pid, "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return fields[0].equals("Z") ? Optional.empty() : Optional.of(Long.parseLong(fields[19]));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void writeTo(Path run) {
        Properties facts = new Properties();
        facts.setProperty("pid", "" + pid);
        facts.setProperty("started", "" + started);
        facts.setProperty("port", "" + port);
        facts.setProperty("variant", variant);
        facts.setProperty("image", image);
        facts.setProperty("accelerator", accelerator);
        Path half = run.resolve(FILE + ".half");
        try {
            try (var writer = Files.newBufferedWriter(half)) {
                facts.store(writer, null);
            }
            Files.move(half, run.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void forget(Path run) {
        try {
            Files.deleteIfExists(run.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
