package nutshell.distribution;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import nutshell.refusals.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What is handed on.
 *
 * @param machine the processor, in the words of uname(1)
 * @param date the one time that all files carry, so that two builds of one commit are the same bytes
 */
public record Release(String version, String machine, Instant date) {

    /** Debian's and Go's words for the processors that natives are there for. */
    private static final Map<String, String> MACHINES = Map.of("x86_64", "amd64", "aarch64", "arm64");

    public Release {
        if (!MACHINES.containsKey(machine)) {
            throw Refusal.machine("packages for " + machine + " cannot be made", "a machine with x86_64 or aarch64");
        }
    }

    /** As the build wrote it into the jar; SOURCE_DATE_EPOCH, in seconds, wins over the time in there. */
    public static Release of(Path jar, @Nullable String sourceDateEpoch) {
        try (JarFile file = new JarFile(jar.toFile())) {
            String version = Optional.ofNullable(file.getManifest())
                    .map(manifest -> manifest.getMainAttributes().getValue("Implementation-Version"))
                    .orElse("0");
            String machine = System.getProperty("os.arch", "").replace("amd64", "x86_64");
            return new Release(
                    version,
                    machine,
                    sourceDateEpoch == null || sourceDateEpoch.isEmpty() ? built(file) : seconds(sourceDateEpoch));
        } catch (IOException e) {
            throw Refusal.machine(jar + " is not built: " + e.getMessage(), "./nutshell --version");
        }
    }

    private static Instant built(JarFile jar) {
        ZipEntry manifest = jar.getEntry(JarFile.MANIFEST_NAME);
        return manifest.getTimeLocal().toInstant(ZoneOffset.UTC);
    }

    private static Instant seconds(String text) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw Refusal.usage(
                    "SOURCE_DATE_EPOCH is '" + text + "', expected seconds since 1970",
                    "SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)");
        }
    }

    /** amd64 or arm64. */
    String architecture() {
        return String.valueOf(MACHINES.get(machine));
    }

    String named(String ending) {
        return "nutshell-%s-linux-%s%s".formatted(version, machine, ending);
    }
}
