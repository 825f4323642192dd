package nutshell.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import nutshell.refusals.Refusal;

/** A file that the program brings along, by its path on the class path, such as {@code /nutshell/serve/room.sh}. */
public final class ProgramFile {

    private ProgramFile() {}

    public static String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    /** Refuses where it is missing: then the program was not built whole. */
    public static byte[] bytes(String path) {
        try (InputStream in = ProgramFile.class.getResourceAsStream(path)) {
            if (in == null) {
                throw Refusal.failed(path + " is not in the program", "build it again: ./nutshell test");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
