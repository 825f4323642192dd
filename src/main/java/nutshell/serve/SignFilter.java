package nutshell.serve;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Takes signs out of a terminal's output, wherever the pieces in which it comes are cut. */
final class SignFilter {

    private static final byte[] BEGIN = Sign.BEGIN.getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST = 200_000;

    private final Consumer<Sign> signs;
    private final ByteArrayOutputStream sign = new ByteArrayOutputStream();
    private int begun;

    SignFilter(Consumer<Sign> signs) {
        this.signs = signs;
    }

    /** Returns what a terminal is to show of it. */
    byte[] shown(byte[] output) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream(output.length + BEGIN.length);
        for (byte b : output) {
            take(b, shown);
        }
        return shown.toByteArray();
    }

    private void take(byte b, ByteArrayOutputStream shown) {
        if (begun == BEGIN.length) {
            within(b);
        } else if (b == BEGIN[begun]) {
            begun++;
        } else {
            shown.write(BEGIN, 0, begun);
            begun = b == BEGIN[0] ? 1 : 0;
            if (begun == 0) {
                shown.write(b);
            }
        }
    }

    /** An end that does not come, or an escape, which no sign holds, gives the terminal back. */
    private void within(byte b) {
        if (b == Sign.END) {
            Sign.read(sign.toString(StandardCharsets.US_ASCII)).ifPresent(signs);
        }
        if (b == Sign.END || b == BEGIN[0] || sign.size() == LONGEST) {
            sign.reset();
            begun = b == BEGIN[0] ? 1 : 0;
        } else {
            sign.write(b);
        }
    }
}
