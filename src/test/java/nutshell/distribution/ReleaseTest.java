package nutshell.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseTest {

    @TempDir
    Path directory = Path.of("");

    @Test
    void has_version_and_time_from_the_jar() throws IOException {
        Release release = Release.of(jar(), "");

        assertEquals("7.8", release.version());
        assertEquals(Instant.parse("2026-01-01T00:00:00Z"), release.date());
    }

    @Test
    void lets_source_date_epoch_win_and_refuses_what_is_none() throws IOException {
        Path jar = jar();

        assertEquals(Instant.ofEpochSecond(5), Release.of(jar, "5").date());
        Refusal refusal = assertThrows(Refusal.class, () -> Release.of(jar, "yesterday"));
        assertTrue(String.valueOf(refusal.getMessage()).contains("'yesterday'"), refusal.getMessage());
    }

    @Test
    void refuses_a_processor_without_natives() {
        assertThrows(Refusal.class, () -> new Release("1", "s390x", Instant.EPOCH));
    }

    @Test
    void leaves_native_code_out_of_a_jar_and_nothing_else() throws IOException {
        Path fat = directory.resolve("fat.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(fat))) {
            for (String name : new String[] {"a/B.class", "linux/libx.so", "win/x.dll", "mac/libx.dylib", "so.txt"}) {
                out.putNextEntry(new ZipEntry(name));
                out.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }

        assertTrue(ThinJar.copy(fat, directory.resolve("thin.jar")));

        try (ZipFile thin = new ZipFile(directory.resolve("thin.jar").toFile())) {
            assertEquals(
                    java.util.List.of("a/B.class", "so.txt"),
                    thin.stream().map(ZipEntry::getName).toList());
        }
    }

    private Path jar() throws IOException {
        Path jar = directory.resolve("some.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            ZipEntry manifest = new ZipEntry("META-INF/MANIFEST.MF");
            manifest.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
            out.putNextEntry(manifest);
            out.write("Manifest-Version: 1.0\nImplementation-Version: 7.8\n\n"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return jar;
    }
}
