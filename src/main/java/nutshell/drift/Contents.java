package nutshell.drift;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import nutshell.kernel.OpenFiles;

/** Digests of what open files hold. */
final class Contents {

    private final OpenFiles files;
    private final byte[] chunk = new byte[64 * 1024];

    Contents(OpenFiles files) {
        this.files = files;
    }

    /** SHA-256, as sha256sum(1) writes it. */
    String digest(int fd) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long offset = 0;
            int length = files.read(fd, offset, chunk);
            while (length > 0) {
                digest.update(chunk, 0, length);
                offset += length;
                length = files.read(fd, offset, chunk);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String beginning(int fd, int most) {
        byte[] first = new byte[most];
        return new String(first, 0, files.read(fd, 0, first), StandardCharsets.ISO_8859_1);
    }
}
