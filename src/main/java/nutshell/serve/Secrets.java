package nutshell.serve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What lets somebody in: made of random bits, kept as a digest, compared in the same time whatever is wrong with it. */
public final class Secrets {

    /** Without those that are taken for each other on a blackboard. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int CODE_LENGTH = 8;
    private static final int TOKEN_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** For a person to type: two groups of four, thirty-nine bits. */
    public static String code() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < CODE_LENGTH; i++) {
            code.append(i == CODE_LENGTH / 2 ? "-" : "").append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return code.toString();
    }

    /** For a program to keep. */
    public static String token() {
        byte[] bits = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }

    /** By which somebody is known to others: no secret. */
    static String id() {
        byte[] bits = new byte[6];
        RANDOM.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }

    /** Whether both are the same; a code may be typed in capitals, with blanks, or without its hyphen. */
    public static boolean same(String secret, String given) {
        return MessageDigest.isEqual(digest(plain(secret)), digest(plain(given)));
    }

    private static String plain(String typed) {
        return typed.replaceAll("[\\s-]", "").toLowerCase(java.util.Locale.ROOT);
    }

    /** What is kept of a token, so that a look at our memory's copies opens nothing. */
    static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
