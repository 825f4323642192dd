package nutshell.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeTest {

    @TempDir
    Path parent;

    @Test
    void is_at_its_place_with_checksums_once_it_is_made() throws IOException {
        Whole whole = new Whole(parent.resolve("image"));

        whole.make(half -> write(half.resolve("kernel"), "abc"));

        assertEquals("abc", Files.readString(whole.place().resolve("kernel")));
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  kernel\n",
                Files.readString(whole.place().resolve(Whole.SUMS)));
        assertEquals(List.of(whole.place()), left());
    }

    @Test
    void leaves_what_was_there_alone_when_its_making_fails() throws IOException {
        Whole whole = new Whole(parent.resolve("image"));
        whole.make(half -> write(half.resolve("kernel"), "old"));

        assertThrows(
                Refusal.class,
                () -> whole.make(half -> {
                    write(half.resolve("kernel"), "new");
                    throw Refusal.failed("no network", "wait");
                }));

        assertEquals("old", Files.readString(whole.place().resolve("kernel")));
        assertEquals(List.of(whole.place()), left());
    }

    @Test
    void removes_what_a_killed_one_has_left_and_nothing_of_one_that_lives() throws IOException {
        Path killed = Files.createDirectory(parent.resolve("image.half-999999999"));
        Path living = Files.createDirectory(
                parent.resolve("box.half-" + ProcessHandle.current().pid()));
        Path other = Files.createDirectory(parent.resolve("image.half-way"));

        Whole.sweep(parent);

        assertFalse(Files.exists(killed));
        assertTrue(Files.exists(living));
        assertTrue(Files.exists(other));
    }

    private List<Path> left() throws IOException {
        try (var there = Files.list(parent)) {
            return there.toList();
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
