package nutshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every library is the one that was looked at: its bytes have the digest that {@code .mvn/libraries.sha256} says. */
class LibrariesTest {

    private static final Path PINNED = Path.of(".mvn/libraries.sha256");

    private static Map<String, String> pinned() throws IOException {
        return Files.readAllLines(PINNED).stream()
                .map(line -> line.split("  ", 2))
                .collect(Collectors.toMap(parts -> parts[1], parts -> parts[0]));
    }

    private static List<Path> libraries() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(path.split(":", -1))
                .filter(place -> place.endsWith(".jar") && !place.contains("surefire"))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
    }

    @Test
    void have_the_digests_that_are_written_down() throws IOException, NoSuchAlgorithmException {
        Map<String, String> pinned = pinned();
        List<String> others = new ArrayList<>();
        for (Path library : libraries()) {
            String name = String.valueOf(library.getFileName());
            if (!digest(library).equals(pinned.get(name))) {
                others.add(digest(library) + "  " + name);
            }
        }
        assertEquals(List.of(), others, "of another content, or not yet in " + PINNED);
        assertFalse(libraries().isEmpty());
    }

    @Test
    void one_with_another_byte_has_another_digest() throws IOException, NoSuchAlgorithmException {
        Path library = libraries().get(0);
        Path other = Files.createTempFile("nutshell", ".jar");
        try {
            byte[] bytes = Files.readAllBytes(library);
            bytes[bytes.length / 2] ^= 1;
            Files.write(other, bytes);
            assertNotEquals(pinned().get(String.valueOf(library.getFileName())), digest(other));
        } finally {
            Files.delete(other);
        }
    }

    private static String digest(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
