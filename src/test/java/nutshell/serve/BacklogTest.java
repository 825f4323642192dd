package nutshell.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    @Test
    void gives_what_came_after_a_position() {
        Backlog backlog = new Backlog(8);
        backlog.add(bytes("abcd"));
        assertEquals("cd", text(backlog.after(2, 10)));
        backlog.add(bytes("efghij"));
        assertEquals("cdefghij", text(backlog.after(2, 10)));
        assertEquals("cde", text(backlog.after(2, 3)));
        assertEquals("", text(backlog.after(10, 3)));
    }

    @Test
    void knows_what_is_gone() {
        Backlog backlog = new Backlog(8);
        backlog.add(bytes("0123456789"));
        assertFalse(backlog.has(1));
        assertTrue(backlog.has(2));
    }

    @Test
    void begins_after_a_line_where_the_beginning_is_gone() {
        Backlog backlog = new Backlog(8);
        backlog.add(bytes("abc"));
        assertEquals(0, backlog.start());
        backlog.add(bytes("def\nghijk"));
        assertEquals("ghijk", text(backlog.after(backlog.start(), 10)));
    }

    @Property
    void keeps_the_last_bytes_however_they_come(
            @ForAll @Size(max = 20) byte[][] pieces, @ForAll @IntRange(min = 1, max = 16) int room) {
        Backlog backlog = new Backlog(room);
        byte[] all = new byte[0];
        for (byte[] piece : pieces) {
            backlog.add(piece);
            int before = all.length;
            all = Arrays.copyOf(all, before + piece.length);
            System.arraycopy(piece, 0, all, before, piece.length);
        }
        int kept = Math.min(room, all.length);
        assertArrayEquals(
                Arrays.copyOfRange(all, all.length - kept, all.length), backlog.after(all.length - kept, room));
    }
}
