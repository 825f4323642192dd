package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void splits_as_a_shell_quotes() {
        assertEquals(List.of("exec", "sh", "-c", "echo $HOME *"), Words.split("exec sh\t-c 'echo $HOME *'"));
        assertEquals(List.of("a b", "", "c\"d\\e\\f"), Words.split("a\\ b '' \"c\\\"d\\\\e\\f\""));
        assertEquals(List.of("it's", "glued"), Words.split("it\\'s g'lu'\"ed\""));
    }

    @Test
    void expands_nothing() {
        assertEquals(List.of("$HOME", "*", "~", "`id`", "$(id)"), Words.split("$HOME * ~ `id` $(id)"));
    }

    @Test
    void a_number_sign_begins_a_comment_only_between_words() {
        assertEquals(List.of("mount", "a#b", "#c"), Words.split("mount a#b '#c' # and so on"));
        assertEquals(List.of(), Words.split("# a whole line"));
        assertEquals(List.of(), Words.split(" \t"));
    }

    @Test
    void names_the_column_of_a_quote_that_is_not_closed() {
        Refusal refusal = assertThrows(Refusal.class, () -> Words.split("exec sh -c \"echo 'x'"));

        assertEquals("column 12: the quote \" is not closed", refusal.getMessage());
        assertEquals(Refusal.Kind.USAGE, refusal.kind());
        assertEquals(3, Words.split(refusal.remedy()).size() - 1);
    }

    @Test
    void refuses_the_character_that_would_end_a_string_for_the_kernel() {
        Refusal refusal = assertThrows(Refusal.class, () -> Words.split("chroot '/a\0b'"));

        assertEquals("column 11: a NUL character, which no word can hold", refusal.getMessage());
    }

    @Property
    void what_was_joined_is_split_into_the_same(@ForAll List<String> words) {
        List<String> possible =
                words.stream().map(word -> word.replace("\0", "")).toList();

        assertEquals(possible, Words.split(Words.join(possible)));
    }

    @Property
    void any_line_is_split_or_refused(@ForAll String line) {
        try {
            assertFalse(Words.split(line).contains("\0"));
        } catch (Refusal e) {
            assertTrue(String.valueOf(e.getMessage()).startsWith("column "), e::getMessage);
        }
    }
}
