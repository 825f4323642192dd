package nutshell.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignFilterTest {

    private static final Sign SIGN =
            new Sign("03-hostname", "predict", 2, 7, 1, false, "a", "b", false, "# Lab 03\n\u001b und – \u0007");

    private final List<Sign> signs = new ArrayList<>();
    private final SignFilter filter = new SignFilter(signs::add);

    private String shown(String output) {
        return new String(filter.shown(output.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @Test
    void takes_a_sign_out_of_what_is_shown() {
        assertEquals("before after", shown("before " + SIGN.printed() + "after"));
        assertEquals(List.of(SIGN), signs);
    }

    @Test
    void leaves_other_sequences_alone() {
        String output = "\u001b[1mbold\u001b[0m \u001b]0;title\u0007 \u001b]5718;other\u0007 \u001b\u001b]52;c;x\u0007";
        assertEquals(output, shown(output));
        assertEquals(List.of(), signs);
    }

    @Property
    void finds_it_wherever_the_pieces_are_cut(@ForAll @IntRange(min = 1, max = 40) int length) {
        signs.clear();
        SignFilter fresh = new SignFilter(signs::add);
        byte[] output = ("\u001b[0m" + SIGN.printed() + "ä").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        for (int at = 0; at < output.length; at += length) {
            shown.writeBytes(
                    fresh.shown(java.util.Arrays.copyOfRange(output, at, Math.min(output.length, at + length))));
        }
        assertEquals("\u001b[0mä", shown.toString(StandardCharsets.UTF_8));
        assertEquals(List.of(SIGN), signs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "[1]",
                "{\"lab\":null}",
                "{\"lab\":\"<b>x</b>\",\"part\":\"goal\",\"step\":1,\"of\":7,\"hints\":0,\"solution\":false,\"predicted\":\"\",\"answer\":\"\",\"done\":false,\"card\":\"\"}",
                "{\"lab\":\"03-hostname\",\"part\":\"goal\",\"step\":9,\"of\":7,\"hints\":0,\"solution\":false,\"predicted\":\"\",\"answer\":\"\",\"done\":false,\"card\":\"\"}",
                "{\"lab\":\"03-hostname\",\"part\":\"goal\",\"step\":1,\"of\":7,\"hints\":0,\"solution\":false,\"predicted\":\"abc\",\"answer\":\"\",\"done\":false,\"card\":\"\"}",
                "{\"lab\":\"03-hostname\",\"part\":\"goal\",\"step\":1,\"of\":7,\"hints\":-3,\"solution\":false,\"predicted\":null,\"answer\":\"\",\"done\":false,\"card\":\"\"}"
            })
    void takes_no_notice_of_what_is_no_sign(String text) {
        assertEquals("x", shown(Sign.BEGIN + text + Sign.END + "x"));
        assertEquals(List.of(), signs);
    }

    @Test
    void gives_the_terminal_back_where_a_sign_has_no_end() {
        assertEquals("\u001b[1mon", shown(Sign.BEGIN + "for ever\u001b[1mon"));
        assertEquals("", shown(Sign.BEGIN + "x".repeat(100)));
        assertEquals("xxx", shown("x".repeat(199_904)).substring(0, 3));
    }
}
