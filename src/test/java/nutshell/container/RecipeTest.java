package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class RecipeTest {

    @Test
    void reads_lines_and_skips_comments_and_blanks() {
        Recipe recipe = Recipe.parse("box.nut", List.of("# a box", "", "  unshare uts  # its name", "sethostname box"));

        assertEquals("box.nut", recipe.name());
        assertEquals("unshare uts\nsethostname box\n", Recipe.text(recipe.steps()));
    }

    @Test
    void names_the_file_and_the_line_of_a_mistake() {
        assertEquals(
                "box.nut, line 3: column 13: the quote ' is not closed",
                refused(List.of("# a box", "overlay", "sethostname 'box")).getMessage());
        assertEquals(
                "box.nut, line 2: sethostname: the name is missing; usage: sethostname NAME",
                refused(List.of("overlay", "sethostname")).getMessage());
        assertEquals("sethostname box", refused(List.of("sethostname")).remedy());
    }

    @Test
    void finds_a_wrong_limit_before_the_first_step_is_done() {
        Refusal refusal = refused(List.of("cgroup set memory.max 10GB"));

        assertEquals(
                "box.nut, line 1: memory.max cannot be '10GB': expected a number of bytes, K, M, G or T behind it or"
                        + " not, or max",
                refusal.getMessage());
        assertEquals("cgroup set memory.max 64M", refusal.remedy());
    }

    @Test
    void offers_the_nearest_words_for_an_unknown_one() {
        Refusal refusal = refused(List.of("unshar uts"));

        assertEquals("box.nut, line 1: a recipe has no word 'unshar'", refusal.getMessage());
        assertEquals("unshare", refusal.remedy());
        assertEquals(Syntax.UNSHARE.example(), refused(List.of("xyzzy")).remedy());
    }

    @Test
    void has_no_words_that_are_not_steps() {
        assertEquals(Refusal.Kind.USAGE, refused(List.of("exec sh")).kind());
        assertEquals(Refusal.Kind.USAGE, refused(List.of("cgroup show")).kind());
    }

    @Test
    void shows_a_hostile_name_harmlessly() {
        Refusal refusal =
                assertThrows(Refusal.class, () -> Recipe.parse("a\u001b[2J.nut", List.of("\u001b]0;owned\u0007")));

        assertEquals("a\\u001b[2J.nut, line 1: a recipe has no word '\\u001b]0;owned\\u0007'", refusal.getMessage());
    }

    private static Refusal refused(List<String> lines) {
        return assertThrows(Refusal.class, () -> Recipe.parse("box.nut", lines));
    }
}
