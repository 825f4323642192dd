package nutshell.labs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressFileTest {

    @TempDir
    private Path state = Path.of("");

    private Path written = Path.of("");
    private ProgressFile file = new ProgressFile(Path.of(""));

    @BeforeEach
    void place() {
        file = new ProgressFile(state);
        written = state.resolve("progress.json");
    }

    private static Progress some() {
        Progress progress = new Progress();
        progress.current("03-hostname", true);
        LabProgress lab = progress.start("03-hostname");
        lab.part(Part.LOOK);
        lab.predicted('a', "b");
        lab.hint();
        lab.see("inside /x missing");
        lab.recipe(List.of("unshare uts"));
        lab.record("> unshare uts");
        return progress;
    }

    @Test
    void gives_back_what_was_kept_in_a_form_that_a_person_can_read() throws IOException {
        assertEquals(Optional.empty(), file.save(some()));

        ProgressFile.Loaded loaded = file.load();
        LabProgress lab = loaded.progress().of("03-hostname").orElseThrow();
        assertEquals(Optional.empty(), loaded.note());
        assertEquals(Optional.of("03-hostname"), loaded.progress().current());
        assertTrue(loaded.progress().tour());
        assertEquals(Part.LOOK, lab.part());
        assertEquals("a", lab.predicted());
        assertEquals("b", lab.answer());
        assertEquals(1, lab.hints());
        assertTrue(lab.saw("inside /x missing"));
        assertEquals(List.of("unshare uts"), lab.recipe());
        assertEquals(List.of("> unshare uts"), lab.transcript());
        assertTrue(Files.readString(written).contains("\n      \"part\" : \"look\",\n"), Files.readString(written));
        assertEquals(List.of(".progress.lock", "progress.json"), names());
    }

    @Test
    void begins_anew_where_nothing_was_kept() {
        assertEquals(Optional.empty(), file.load().note());
        assertEquals(Optional.empty(), file.load().progress().current());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"schema\" : \"nutshell.progress/1\", \"labs\" : {\"03-host",
                "[]",
                "null",
                "{}",
                "{\"schema\":\"nutshell.progress/1\",\"labs\":{\"x\":{\"part\":\"nowhere\"}}}",
                "{\"schema\":\"nutshell.progress/1\",\"labs\":{\"x\":{\"part\":null}}}",
                "{\"schema\":\"nutshell.progress/1\",\"labs\":{\"x\":null}}",
                "{\"schema\":\"nutshell.progress/1\",\"labs\":{\"x\":{\"seen\":[null]}}}",
                "{\"schema\":\"nutshell.progress/1\",\"unknown\":1}"
            })
    void keeps_a_damaged_file_aside_and_says_so(String text) throws IOException {
        Files.writeString(written, text);

        ProgressFile.Loaded loaded = file.load();

        assertTrue(
                loaded.note().orElseThrow().contains("is damaged"),
                loaded.note().orElseThrow());
        assertTrue(
                loaded.note().orElseThrow().contains("progress.damaged.json"),
                loaded.note().orElseThrow());
        assertEquals(text, Files.readString(state.resolve("progress.damaged.json")));
        assertEquals(Optional.empty(), loaded.progress().current());
        assertFalse(Files.exists(written));
    }

    @Test
    void keeps_aside_what_is_no_text_at_all() throws IOException {
        byte[] noise = {(byte) 0xff, (byte) 0xfe, 0, 7};
        Files.write(written, noise);

        assertTrue(file.load().note().orElseThrow().contains("is damaged"));
        assertArrayEquals(noise, Files.readAllBytes(state.resolve("progress.damaged.json")));
    }

    @Test
    void puts_nothing_in_the_place_of_what_it_cannot_read() throws IOException {
        Files.createDirectory(written);
        Files.createFile(written.resolve("something"));

        assertTrue(file.save(some()).isPresent());
        assertTrue(Files.exists(written.resolve("something")));
    }

    @Test
    void keeps_a_file_of_a_later_version_and_each_one_that_follows() throws IOException {
        for (int i = 2; i <= 3; i++) {
            Files.writeString(written, "{\"schema\":\"nutshell.progress/" + i + "\"}");
            assertTrue(file.load().note().orElseThrow().contains("a later version (nutshell.progress/" + i + ")"));
        }

        assertEquals(List.of("progress.later-2.json", "progress.later.json"), names());
    }

    @Test
    void says_what_it_cannot_keep_and_leaves_what_was_kept_before() throws IOException {
        Path full = Path.of("/dev/full");
        ProgressFile nowhere = new ProgressFile(full);

        assertTrue(nowhere.save(some()).orElseThrow().startsWith("progress cannot be kept ("));
        assertTrue(nowhere.load().note().isPresent()
                || nowhere.load().progress().current().isEmpty());
    }

    @Test
    void loses_nothing_where_two_programs_keep_their_progress() {
        assertEquals(Optional.empty(), file.save(some()));
        Progress one = file.load().progress();
        Progress other = file.load().progress();

        one.start("04-chroot").see("inside / differs joined");
        assertEquals(Optional.empty(), file.save(one));
        LabProgress same = one.start("03-hostname");
        same.hint();
        same.done("2026-01-01T00:00:00Z");
        assertEquals(Optional.empty(), file.save(one));
        other.start("03-hostname").see("inside /y missing");
        assertEquals(Optional.empty(), file.save(other));

        Progress kept = file.load().progress();
        LabProgress hostname = kept.of("03-hostname").orElseThrow();
        assertTrue(kept.of("04-chroot").orElseThrow().saw("inside / differs joined"));
        assertTrue(hostname.saw("inside /x missing") && hostname.saw("inside /y missing"));
        assertEquals(2, hostname.hints());
        assertEquals("2026-01-01T00:00:00Z", hostname.done());
    }

    @Test
    void brings_back_nothing_that_was_put_back_to_its_start() {
        assertEquals(Optional.empty(), file.save(some()));
        Progress one = file.load().progress();
        Progress other = file.load().progress();

        assertTrue(one.reset("03-hostname"));
        assertEquals(Optional.empty(), file.save(one));
        other.start("04-chroot");
        assertEquals(Optional.empty(), file.save(other));

        assertEquals(Optional.empty(), file.load().progress().of("03-hostname"));
        assertTrue(file.load().progress().of("04-chroot").isPresent());
    }

    @Test
    void keeps_what_many_write_at_once() throws InterruptedException {
        List<Thread> writers = Stream.iterate(10, i -> i + 1)
                .limit(8)
                .map(i -> new Thread(() -> {
                    Progress own = file.load().progress();
                    own.start(i + "-lab").hint();
                    assertEquals(Optional.empty(), file.save(own));
                }))
                .toList();
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }

        Progress kept = file.load().progress();
        assertTrue(Stream.iterate(10, i -> i + 1)
                .limit(8)
                .allMatch(i -> kept.of(i + "-lab").isPresent()));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(state)) {
            return files.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
