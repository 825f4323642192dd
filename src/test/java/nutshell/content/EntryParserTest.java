package nutshell.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class EntryParserTest {

    private static final String UTS = """
            uts — the host name
            also: CLONE_NEWUTS, uts-namespace

            First paragraph.

            Second, in
            two lines.

            try: unshare uts · look uts
            source: uts_namespaces(7), uname(2)
            """;

    @Test
    void reads_every_part_of_an_entry() {
        Entry entry = EntryParser.parse("uts.txt", UTS);
        assertEquals("uts", entry.word());
        assertEquals("the host name", entry.title());
        assertEquals(List.of("CLONE_NEWUTS", "uts-namespace"), entry.also());
        assertEquals("First paragraph.\n\nSecond, in\ntwo lines.", entry.body());
        assertEquals(List.of("unshare uts", "look uts"), entry.tries());
        assertEquals("uts_namespaces(7), uname(2)", entry.source());
    }

    @Test
    void needs_no_other_spellings() {
        Entry entry = EntryParser.parse("uts.txt", UTS.replaceFirst("also: .*\n", ""));
        assertEquals(List.of(), entry.also());
    }

    @Test
    void keeps_the_case_of_an_errno() {
        assertEquals(
                "EPERM",
                EntryParser.parse("eperm.txt", UTS.replaceFirst("uts", "EPERM")).word());
    }

    @Test
    void refuses_a_heading_that_does_not_fit_the_file() {
        assertRefused(1, UTS.replaceFirst("uts", "pid"));
        assertRefused(1, UTS.replaceFirst(" — ", " - "));
    }

    @Test
    void refuses_an_empty_spelling() {
        assertRefused(2, UTS.replaceFirst("CLONE_NEWUTS, ", ", "));
    }

    @Test
    void refuses_a_text_that_starts_without_a_blank_line() {
        assertRefused(3, UTS.replaceFirst("\n\nFirst", "\nFirst"));
    }

    @Test
    void refuses_two_blank_lines_in_a_row() {
        assertRefused(6, UTS.replaceFirst("\\.\n\nSecond", ".\n\n\nSecond"));
    }

    @Test
    void refuses_a_text_of_nineteen_lines() {
        assertTrue(EntryParser.parse("uts.txt", UTS.replace("First", "line\n".repeat(14) + "First"))
                .body()
                .endsWith("two lines."));
        assertRefused(24, UTS.replace("First", "line\n".repeat(15) + "First"));
    }

    @Test
    void refuses_a_line_of_77_columns() {
        assertRefused(4, UTS.replace("First paragraph.", "x".repeat(77)));
    }

    @Test
    void refuses_three_lines_to_try() {
        assertRefused(9, UTS.replace("look uts", "look uts · steps"));
    }

    @Test
    void refuses_an_entry_without_lines_to_try() {
        assertRefused(10, UTS.replaceFirst("try: .*\n", ""));
    }

    @Test
    void refuses_a_missing_or_empty_source() {
        assertRefused(10, UTS.replaceFirst("source: .*\n", ""));
        assertRefused(10, UTS.replaceFirst("source: .*\n", "source:\n"));
    }

    @Test
    void refuses_anything_after_the_source() {
        assertRefused(11, UTS + "more\n");
    }

    @Test
    void refuses_a_file_that_does_not_end_with_one_line_feed() {
        assertRefused(10, UTS.stripTrailing());
        assertRefused(10, UTS + "\n");
        assertRefused(1, "");
    }

    @Test
    void refuses_control_characters_and_never_repeats_them() {
        Refusal refusal = assertRefused(4, UTS.replace("First", "\u001b[31mFirst"));
        assertFalse(refusal.toString().contains("\u001b"));
        assertRefused(1, UTS.replaceFirst("\n", "\r\n"));
    }

    private static Refusal assertRefused(int line, String text) {
        Refusal refusal = assertThrows(Refusal.class, () -> EntryParser.parse("uts.txt", text));
        assertTrue(
                refusal.toString().contains(": glossary/uts.txt line " + line + ": expected "), refusal.getMessage());
        return refusal;
    }
}
