package nutshell.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeTest {

    @TempDir
    Path folder;

    @BeforeEach
    void invent() throws IOException {
        for (String part : List.of(
                "settings",
                "packages/core",
                "files/a",
                "customise",
                "build-image",
                "build-initrd",
                "initrd-init",
                "build-box",
                "box/a",
                "ends-with-caller",
                "packages/docker")) {
            Files.createDirectories(folder.resolve(part).getParent());
            Files.writeString(folder.resolve(part), part);
        }
    }

    @Test
    void gives_the_same_files_the_same_key_and_another_word_another() throws IOException {
        Recipe recipe = new Recipe(folder);
        String before = recipe.key(Architecture.X86_64, "core");

        assertEquals(before, recipe.key(Architecture.X86_64, "core"));
        Files.writeString(folder.resolve("packages/core"), "strace");
        assertNotEquals(before, recipe.key(Architecture.X86_64, "core"));
        assertTrue(recipe.key(Architecture.ARM64, "docker").startsWith("docker-arm64-"));
    }

    @Test
    void names_the_part_that_is_missing() throws IOException {
        Files.delete(folder.resolve("customise"));

        Refusal refusal = assertThrows(Refusal.class, () -> new Recipe(folder).key(Architecture.X86_64, "core"));

        assertTrue(String.valueOf(refusal.getMessage()).contains("customise"));
    }

    @Test
    void says_what_to_type_where_there_is_no_image_or_one_of_another_recipe(@TempDir Path cache) throws IOException {
        Refusal none = assertThrows(Refusal.class, () -> Image.find(List.of(cache), "core-amd64-1"));
        Files.createDirectories(cache.resolve("core-amd64-2"));
        Refusal other = assertThrows(Refusal.class, () -> Image.find(List.of(cache), "core-amd64-1"));

        assertTrue(String.valueOf(none.getMessage()).startsWith("there is no image"));
        assertTrue(String.valueOf(other.getMessage()).contains("another recipe"));
        assertEquals("./nutshell vm build", other.remedy());
    }

    @Test
    void names_a_damaged_image(@TempDir Path cache) throws IOException {
        Path image = Files.createDirectories(cache.resolve("core-amd64-1"));
        Files.writeString(image.resolve("kernel"), "not what was built");
        Files.writeString(image.resolve(Whole.SUMS), "0".repeat(64) + "  kernel\n");

        Refusal refusal = assertThrows(Refusal.class, () -> Image.find(List.of(cache), "core-amd64-1"));

        assertTrue(String.valueOf(refusal.getMessage()).contains("damaged"));
        assertEquals("./nutshell vm build --fresh", refusal.remedy());
    }

    @Test
    void notices_a_file_that_changed_after_it_was_found_right(@TempDir Path cache) throws IOException {
        Path image = cache.resolve("core-amd64-1");
        new Whole(image).make(half -> fill(half));
        Image.find(List.of(cache), "core-amd64-1");
        assertTrue(Files.exists(image.resolve("checked")));

        Files.writeString(image.resolve("initrd"), "initrx");
        Refusal flipped = assertThrows(Refusal.class, () -> Image.find(List.of(cache), "core-amd64-1"));
        Files.delete(image.resolve("initrd"));
        Refusal missing = assertThrows(Refusal.class, () -> Image.find(List.of(cache), "core-amd64-1"));

        assertTrue(String.valueOf(flipped.getMessage()).contains("initrd: FAILED"));
        assertTrue(String.valueOf(missing.getMessage()).contains("initrd cannot be read"));
    }

    @Test
    void finds_an_image_that_came_with_a_bundle(@TempDir Path cache, @TempDir Path brought) {
        new Whole(brought.resolve("core-amd64-1")).make(half -> fill(half));

        Image image = Image.find(List.of(cache, brought), "core-amd64-1");

        assertEquals(brought.resolve("core-amd64-1"), image.folder());
    }

    @Test
    void names_the_images_there_are_when_another_is_asked_for() {
        Refusal refusal = assertThrows(Refusal.class, () -> new Recipe(folder).key(Architecture.X86_64, "kubernetes"));

        assertEquals("there is no image of the lab machine with kubernetes, only core, docker", refusal.getMessage());
    }

    private static void fill(Path half) {
        try {
            for (String file : List.of("kernel", "initrd", "image.squashfs")) {
                Files.writeString(half.resolve(file), file);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
