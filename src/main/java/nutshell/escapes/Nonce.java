package nutshell.escapes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** A fresh random number in a file that only the host's root may read: whoever can say it has read that file. */
record Nonce(String text) {

    private static final SecureRandom RANDOM = new SecureRandom();

    static Nonce fresh() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return new Nonce(HexFormat.of().formatHex(bytes));
    }

    /** Writes it, down to the disk if the file lies on one of its own. */
    void writeTo(Path file, boolean toDisk) {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            if (toDisk) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isIn(String told) {
        return told.contains(text);
    }

    boolean isIn(Path file) {
        try {
            return Files.isRegularFile(file)
                    && Files.size(file) < 4096
                    && isIn(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return false;
        }
    }
}
