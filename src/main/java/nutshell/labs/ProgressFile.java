package nutshell.labs;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import nutshell.container.Places;
import nutshell.refusals.Printable;

/**
 * Where progress is kept: one JSON file that a person can read. What cannot be read as such is kept aside under another
 * name, never overwritten; what cannot be written is said, and the labs go on without.
 */
public final class ProgressFile {

    /** No box may be empty in a way that we never leave it. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.USE_ANNOTATIONS) // reading them would take half the time of reading a file
            .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .build()
            .setDefaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL));

    private static final long MOST_BYTES = 8L << 20;

    private static final String SAMPLE = """
            {"schema": "%s", "current": "", "tour": false, "labs": {"01-doctor": {"part": "goal", "hints": 0, "seen": [""]}}}
            """.formatted(Progress.SCHEMA);

    private final Path file;

    public ProgressFile(Path state) {
        this.file = state.resolve("progress.json");
    }

    /** Reads a sample, with no effect but that whoever reads a file afterwards waits less: a good part of a start. */
    public static void warmUp() {
        try {
            MAPPER.treeToValue(MAPPER.readTree(SAMPLE), Progress.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was read, and what there is to say about it. */
    public record Loaded(Progress progress, Optional<String> note) {}

    public Loaded load() {
        try {
            if (Files.size(file) > MOST_BYTES) {
                return aside("too-large", "is larger than 8 MiB");
            }
            JsonNode tree = MAPPER.readTree(Files.readString(file));
            String schema = tree == null ? "" : tree.path("schema").asText();
            if (!schema.equals(Progress.SCHEMA)) {
                return schema.startsWith("nutshell.progress/")
                        ? aside("later", "was written by a later version (" + Printable.text(schema, 40) + ")")
                        : aside("damaged", "is damaged: it names no schema");
            }
            Progress progress = MAPPER.treeToValue(tree, Progress.class);
            progress.check();
            return new Loaded(progress, Optional.empty());
        } catch (NoSuchFileException e) {
            return new Loaded(new Progress(), Optional.empty());
        } catch (JsonProcessingException | CharacterCodingException | IllegalArgumentException e) {
            return aside("damaged", "is damaged, or half written");
        } catch (IOException e) {
            return new Loaded(
                    new Progress(),
                    Optional.of(shown() + " cannot be read (" + Printable.text(e.getMessage())
                            + "): nothing is known of earlier labs"));
        }
    }

    private Loaded aside(String why, String told) {
        try {
            Path kept = free(why);
            Files.move(file, kept);
            return new Loaded(
                    new Progress(),
                    Optional.of("%s %s; it is kept as %s, and progress begins anew"
                            .formatted(shown(), told, kept.getFileName())));
        } catch (IOException e) {
            return new Loaded(
                    new Progress(),
                    Optional.of(shown() + " " + told + ", and cannot be put aside: progress is not kept"));
        }
    }

    private Path free(String why) {
        Path kept = file.resolveSibling("progress." + why + ".json");
        for (int i = 2; Files.exists(kept); i++) {
            kept = file.resolveSibling("progress." + why + "-" + i + ".json");
        }
        return kept;
    }

    /**
     * Whoever reads the file sees the old text or the new one, and what another program has written meanwhile is kept;
     * returns what went wrong.
     */
    public Optional<String> save(Progress progress) {
        try {
            Places.personal(file.resolveSibling(""));
            return alone(() -> replace(progress));
        } catch (IOException e) {
            return Optional.of("progress cannot be kept (" + Printable.text(e.getMessage())
                    + "); the lab goes on, and what was kept before is still there");
        }
    }

    private interface Work {
        Optional<String> run() throws IOException;
    }

    /** One writer at a time, of all programs: a lock on a file that is never replaced. */
    private Optional<String> alone(Work work) throws IOException {
        // A lock is the whole program's, so its threads take turns before it.
        synchronized (ProgressFile.class) {
            try (FileChannel channel = FileChannel.open(
                            file.resolveSibling(".progress.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                return lock.isValid() ? work.run() : Optional.of("progress cannot be kept: its lock was lost");
            }
        }
    }

    private Optional<String> replace(Progress progress) throws IOException {
        Optional<String> note = Optional.empty();
        if (Files.exists(file)) {
            Loaded written = load();
            note = written.note();
            if (note.isPresent() && Files.exists(file)) {
                return note;
            }
            progress.join(written.progress());
        }
        Path fresh = Files.createTempFile(file.getParent(), ".progress", "");
        try {
            write(
                    fresh,
                    MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(progress) + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
        progress.written();
        return note;
    }

    /** On the disk before it takes the old one's name: else a crash could leave an empty file under it. */
    private static void write(Path fresh, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private String shown() {
        return Printable.text(file.toString());
    }

    /** Writes the card of a lab beside it; returns where it lies, or what went wrong. */
    public String card(String lab, List<String> lines) {
        Path card = file.resolveSibling("cards").resolve(lab + ".md");
        try {
            Files.createDirectories(card.getParent());
            Files.write(card, lines);
            return card.toString();
        } catch (IOException e) {
            return "nowhere: " + Printable.text(e.getMessage());
        }
    }
}
