package nutshell.fleet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nutshell.checklist.Question;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * Takes reports one after the other, and keeps of each host the newest. One that cannot be used is named and stops
 * nobody.
 */
public final class Reports {

    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(50)
                    .maxStringLength(1 << 20)
                    .build())
            .build();

    /** A machine as its report names it; two of one name are told apart by the id that the machine has for itself. */
    private record Key(String host, String id) {}

    private final Lexicon lexicon;
    private final Map<Key, HostReport> newest = new HashMap<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    /** Starts with the questions we know, whose order is kept. */
    public Reports(List<Question> known) {
        lexicon = new Lexicon(known);
    }

    /** Takes a file, or every {@code *.json} below a directory. */
    public void add(Path path) {
        if (!Files.isDirectory(path)) {
            addFile(path);
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            files.filter(file -> file.toString().endsWith(".json") && Files.isRegularFile(file))
                    .sorted()
                    .forEach(this::addFile);
        } catch (IOException | java.io.UncheckedIOException e) {
            leaveOut(path.toString(), "cannot be read: " + Printable.text(e.getMessage(), 200));
        }
    }

    private void addFile(Path file) {
        String name = Printable.text(file.toString());
        if (!seen.add(file.toAbsolutePath().normalize().toString())) {
            leaveOut(name, "named twice");
            return;
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            leaveOut(name, "it is no regular file");
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            add(name, in);
        } catch (NoSuchFileException e) {
            leaveOut(name, "there is no such file");
        } catch (AccessDeniedException e) {
            leaveOut(name, "permission denied");
        } catch (IOException e) {
            leaveOut(name, "cannot be read: " + Printable.text(e.getMessage(), 200));
        }
    }

    /** Takes the documents of a stream, one after the other. */
    public void add(String name, InputStream in) throws IOException {
        int count = 0;
        try (JsonParser json = JSON.createParser(in)) {
            while (json.nextToken() != null) {
                count++;
                keep(new ReportReader(lexicon, json, count == 1 ? name : name + " (document " + count + ")").read());
            }
            if (count == 0) {
                leaveOut(name, "it is empty");
            }
        } catch (JsonProcessingException e) {
            leaveOut(
                    name,
                    "damaged at line %d: %s"
                            .formatted(
                                    Optional.ofNullable(e.getLocation())
                                            .map(where -> where.getLineNr())
                                            .orElse(0),
                                    Printable.text(e.getOriginalMessage(), 160)));
        } catch (Refusal e) {
            leaveOut(name, String.valueOf(e.getMessage()));
        }
    }

    private void keep(HostReport fresh) {
        HostReport old = newest.get(new Key(fresh.host, fresh.id));
        if (old == null || old.at.isBefore(fresh.at)) {
            newest.put(new Key(fresh.host, fresh.id), fresh);
        }
        if (old != null) {
            HostReport loser = old.at.isBefore(fresh.at) ? old : fresh;
            HostReport winner = loser == old ? fresh : old;
            leaveOut(
                    loser.source,
                    loser.at.equals(winner.at)
                            ? "the same host and time as " + winner.source
                            : "an older report of %s (%s) than %s".formatted(loser.host, loser.at, winner.source));
        }
    }

    private void leaveOut(String report, String why) {
        leftOut.add(new LeftOut(report, why));
    }

    /** What all of them say together; refuses when there is nothing to say. */
    public Fleet fleet() {
        if (newest.isEmpty()) {
            throw Refusal.failed(
                    "there is no report to merge%s"
                            .formatted(leftOut.stream()
                                    .findFirst()
                                    .map(each -> ": %s: %s".formatted(each.report(), each.why()))
                                    .orElse("")),
                    "nutshell check --evidence-only --format json --output reports/HOST.json on each host");
        }
        return new Assembly(lexicon, List.copyOf(newest.values())).fleet(leftOut);
    }
}
