package nutshell.vulnerabilities;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Records in the OSV format on this disk: a directory of JSON files and of archives such as OSV's own all.zip. */
public final class Database {

    private static final String EXAMPLE =
            "mkdir osv; curl -o osv/debian.zip https://osv-vulnerabilities.storage.googleapis.com/Debian/all.zip";

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxDocumentLength(64L << 20)
                    .build())
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build());

    private final Path directory;
    private int records;

    private Database(Path directory) {
        this.directory = directory;
    }

    public static Database at(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw Refusal.usage(
                    "--db takes a directory with vulnerability data in the OSV format, and "
                            + Printable.text(directory.toString()) + " is none",
                    EXAMPLE);
        }
        return new Database(directory);
    }

    /** Reads every record once, one at a time, and refuses a directory without any. */
    void read(Consumer<Advisory> each) {
        records = 0;
        for (Path file : files()) {
            if (String.valueOf(file.getFileName()).endsWith(".zip")) {
                readArchive(file, each);
            } else {
                readFile(file, each);
            }
        }
        if (records == 0) {
            throw Refusal.usage(
                    Printable.text(directory.toString()) + " has no record in the OSV format: expected *.json or *.zip",
                    EXAMPLE);
        }
    }

    int records() {
        return records;
    }

    private List<Path> files() {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString().endsWith(".json") || file.toString().endsWith(".zip"))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(directory.toString(), e);
        }
    }

    private void readFile(Path file, Consumer<Advisory> each) {
        try (InputStream content = Files.newInputStream(file)) {
            record(file.toString(), content, each);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    private void readArchive(Path file, Consumer<Advisory> each) {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".json")) {
                    record(file + "!" + entry.getName(), zip, each);
                }
            }
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    private void record(String where, InputStream content, Consumer<Advisory> each) throws IOException {
        try {
            OsvRecord.read(MAPPER.readTree(content)).ifPresent(advisory -> {
                records++;
                each.accept(advisory);
            });
        } catch (JacksonException e) {
            long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw Refusal.usage(
                    "%s, line %d: no JSON: %s"
                            .formatted(Printable.text(where), line, Printable.text(e.getOriginalMessage(), 200)),
                    "download it once more: " + EXAMPLE);
        }
    }

    private static Refusal unreadable(String where, Exception e) {
        return Refusal.failed(
                Printable.text(where) + ": " + Printable.text(e.getMessage(), 200),
                "download it once more: " + EXAMPLE);
    }
}
