package nutshell.hostile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes something strange of bytes that are as they should be, or of nothing; the same for the same number. */
final class Mutation {

    private static final List<String> PIECES = List.of(
            "\0",
            "\u001b[2J",
            "\u202e",
            "\r\n",
            "\n\n",
            " ",
            "\t",
            "-1",
            "0",
            "99999999999999999999",
            "1e999999",
            "NaN",
            "null",
            "true",
            "[]",
            "{}",
            "[[[[[[[[",
            "{\"a\":{\"a\":{\"a\":",
            "\"",
            "'",
            "\\",
            "\\134",
            "\\777",
            "&a [*a]",
            "*a",
            "&a &a",
            "<<: *a",
            "!!java.lang.Object",
            "---\n",
            "...\n",
            "- - - ",
            "? : ",
            "|\n",
            ">-\n",
            "#",
            "/",
            "../../..",
            "//",
            "/proc/1",
            ":",
            "::",
            ",",
            "=",
            "==",
            "${x}",
            "$(x)",
            "%s%n",
            "%",
            "@",
            "sha256:",
            "é",
            "\ud83d\ude00",
            "\uffff",
            "FROM",
            "RUN <<E",
            "9".repeat(400),
            "a".repeat(5000),
            "- ".repeat(3000),
            "[".repeat(3000),
            "# ".repeat(600),
            "> ".repeat(3000));

    private Mutation() {}

    static byte[] of(byte[] good, long number) {
        Random random = new Random(number);
        if (random.nextInt(12) == 0) {
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] bytes = good.clone();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return piece(random);
        }
        int at = random.nextInt(bytes.length);
        int end = Math.min(bytes.length, at + 1 + random.nextInt(1 + Math.min(200, bytes.length)));
        return switch (random.nextInt(8)) {
            case 0 -> flipped(bytes, at, (byte) random.nextInt());
            case 1 -> flipped(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
            case 2 -> Arrays.copyOf(bytes, at);
            case 3 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length));
            case 4 -> joined(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, bytes.length));
            case 5 -> number(bytes, at, random);
            default ->
                joined(joined(Arrays.copyOf(bytes, at), piece(random)), Arrays.copyOfRange(bytes, at, bytes.length));
        };
    }

    private static byte[] piece(Random random) {
        return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] flipped(byte[] bytes, int at, byte value) {
        byte[] other = bytes.clone();
        other[at] = value;
        return other;
    }

    /** The number that begins at or after a place becomes another. */
    private static byte[] number(byte[] bytes, int at, Random random) {
        int from = at;
        while (from < bytes.length && (bytes[from] < '0' || bytes[from] > '9')) {
            from++;
        }
        int to = from;
        while (to < bytes.length && bytes[to] >= '0' && bytes[to] <= '9') {
            to++;
        }
        String other = List.of("-1", "0", "2147483648", "9223372036854775808", "1.5", "08", "")
                .get(random.nextInt(7));
        return joined(
                joined(Arrays.copyOf(bytes, from), other.getBytes(StandardCharsets.US_ASCII)),
                Arrays.copyOfRange(bytes, to, bytes.length));
    }

    private static byte[] joined(byte[] some, byte[] more) {
        byte[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
