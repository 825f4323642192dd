package nutshell.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class GlossaryTest {

    private final Glossary glossary = Glossary.builtIn();

    @Test
    void finds_a_word_in_any_of_its_spellings() {
        for (String typed : List.of("unshare", "UNSHARE", "unshare(2)", " unshare ")) {
            assertEquals(Optional.of("unshare"), glossary.find(typed).map(Entry::word), typed);
        }
        assertEquals("uts", word("CLONE_NEWUTS"));
        assertEquals("EPERM", word("eperm"));
        assertEquals("ENOTSUP", word("EOPNOTSUPP"));
        assertEquals("close_range", word("close-range"));
        assertEquals("bind-mount", word("bind mount"));
        assertEquals("exit-status", word("137"));
        assertEquals("pid-1", word("PID 1"));
    }

    @Test
    void finds_nothing_for_a_word_it_does_not_have() {
        for (String typed : List.of("", "windows", "../index", "index", "uts.txt")) {
            assertEquals(Optional.empty(), glossary.find(typed), typed);
        }
    }

    @Test
    void suggests_the_words_that_may_have_been_meant() {
        assertEquals("unshare", glossary.nearest("unhsare").get(0));
        assertEquals("EPERM", glossary.nearest("EPREM").get(0));
        assertEquals(List.of(), glossary.nearest("thermodynamics"));
    }

    @Test
    void opens_only_the_text_that_is_asked_for() {
        var opened = new ArrayList<String>();
        var texts = Map.of("index", "a: b\nc\n", "a.txt", "a — t\nalso: b\n\nText.\n\ntry: look\nsource: s(1)\n");
        Glossary two = new Glossary(name -> {
            opened.add(name);
            return Objects.requireNonNull(texts.get(name));
        });
        assertEquals(List.of("a", "c"), two.words());
        assertEquals("Text.", two.find("B").map(Entry::body).orElseThrow());
        assertEquals(List.of("index", "a.txt"), opened);
    }

    @Test
    void refuses_an_index_in_which_two_words_claim_one_spelling() {
        Refusal refusal = assertThrows(Refusal.class, () -> new Glossary(name -> "a: x-y\nb: X_Y\n"));
        assertTrue(refusal.toString().contains(": glossary/index line 2: "), refusal.getMessage());
    }

    private String word(String typed) {
        return glossary.find(typed).map(Entry::word).orElse("nothing");
    }
}
