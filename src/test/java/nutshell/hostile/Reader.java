package nutshell.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Something that reads what others wrote, and a piece of that which is as it should be. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares readers.
record Reader(String name, byte[] good, Consumer<byte[]> reads) {

    @Override
    public String toString() {
        return name;
    }

    static Reader ofText(String name, String good, Consumer<String> reads) {
        return new Reader(
                name,
                good.getBytes(StandardCharsets.UTF_8),
                bytes -> reads.accept(new String(bytes, StandardCharsets.UTF_8)));
    }

    static Reader ofLines(String name, String good, Consumer<List<String>> reads) {
        return ofText(name, good, text -> reads.accept(text.lines().toList()));
    }

    static Reader ofFile(String name, Path file, String good, Consumer<Path> reads) {
        return new Reader(name, good.getBytes(StandardCharsets.UTF_8), bytes -> {
            try {
                Files.createDirectories(file.getParent());
                Files.write(file, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            reads.accept(file);
        });
    }
}
