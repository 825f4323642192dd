package nutshell.rootfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The name of a blob, which is what its bytes must hash to. See the OCI image specification, {@code descriptor.md}. */
record Digest(String algorithm, String hex) {

    private static final Pattern KNOWN = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");

    static boolean isDigest(String text) {
        return KNOWN.matcher(text).matches();
    }

    /** Nothing else gets through: the text becomes part of a path. */
    static Digest of(String text) throws Unfit {
        if (!isDigest(text)) {
            throw Unfit.damaged("'%s' is no digest: expected sha256: or sha512: and small hex digits"
                    .formatted(Wording.text(text)));
        }
        return new Digest(text.substring(0, 6), text.substring(7));
    }

    String file() {
        return "blobs/" + algorithm + "/" + hex;
    }

    /** Wraps a stream so that {@link #require} can judge what was read from it. */
    DigestInputStream reading(InputStream in) {
        return hashing(in, algorithm.replace("sha", "SHA-"));
    }

    static DigestInputStream hashing(InputStream in) {
        return hashing(in, "SHA-256");
    }

    private static DigestInputStream hashing(InputStream in, String algorithm) {
        try {
            return new DigestInputStream(in, MessageDigest.getInstance(algorithm));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256 and SHA-512", e);
        }
    }

    /** Reads what has not been read yet, then compares. */
    void require(DigestInputStream read) throws IOException {
        read.transferTo(OutputStream.nullOutputStream());
        String actual = HexFormat.of().formatHex(read.getMessageDigest().digest());
        if (!actual.equals(hex)) {
            throw Unfit.damaged("its content has the digest %s:%s…, expected %s"
                    .formatted(algorithm, actual.substring(0, 12), this));
        }
    }

    String full() {
        return algorithm + ":" + hex;
    }

    /** As short as it stays recognisable. */
    @Override
    public String toString() {
        return algorithm + ":" + hex.substring(0, 12) + "…";
    }
}
