package nutshell.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DirectoryEntriesTest {

    private static byte[] entry(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        // Eight bytes each of inode and offset, length, type, name, its end, padding to eight.
        int length = (19 + text.length + 1 + 7) / 8 * 8;
        ByteBuffer entry = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
        entry.putLong(1).putLong(2).putShort((short) length).put((byte) 4).put(text);
        return entry.array();
    }

    @Test
    void gives_the_names_but_those_that_every_directory_has() {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        List.of(".", "..", "a", "ünïcode", "a-name-that-fills-more-than-one-word")
                .forEach(name -> entries.writeBytes(entry(name)));

        assertEquals(
                List.of("a", "ünïcode", "a-name-that-fills-more-than-one-word"),
                DirectoryEntries.names(entries.toByteArray()));
    }

    @Property
    void comes_to_an_end_whatever_the_bytes(@ForAll byte[] bytes) {
        assertEquals(DirectoryEntries.names(bytes), DirectoryEntries.names(bytes));
    }
}
