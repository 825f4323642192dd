package nutshell.refusals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestTest {

    private static final List<String> WORDS = List.of("unshare", "sethostname", "mount", "umount", "mknod");

    @Test
    void finds_the_word_that_was_meant() {
        assertEquals(List.of("unshare"), Nearest.to("unshar", WORDS));
        assertEquals(List.of("mount", "umount"), Nearest.to("mont", WORDS));
        assertEquals(List.of("sethostname"), Nearest.to("seth", WORDS));
    }

    @Test
    void offers_nothing_where_nothing_is_near() {
        assertEquals(List.of(), Nearest.to("xylophone", WORDS));
        assertEquals(List.of(), Nearest.to("", WORDS));
    }

    @Test
    void offers_three_at_most_the_closest_first() {
        assertEquals(List.of("aa", "ab", "ac"), Nearest.to("aa", List.of("ad", "ac", "ab", "aa")));
    }

    @Property(tries = 300)
    boolean is_a_distance(
            @ForAll @AlphaChars @StringLength(max = 8) String a,
            @ForAll @AlphaChars @StringLength(max = 8) String b,
            @ForAll @AlphaChars @StringLength(max = 8) String c) {
        return Nearest.distance(a, a) == 0
                && Nearest.distance(a, b) == Nearest.distance(b, a)
                && Nearest.distance(a, c) <= Nearest.distance(a, b) + Nearest.distance(b, c);
    }
}
