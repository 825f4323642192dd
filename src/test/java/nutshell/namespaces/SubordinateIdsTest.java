package nutshell.namespaces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubordinateIdsTest {

    private final List<String> file =
            List.of("# by hand", "ann:100000:65536", "1001:165536:1000", "bob:x:1", "eve:5:0", "");

    @Test
    void are_found_by_name_or_by_number() {
        assertEquals(Optional.of(new SubordinateIds(100_000, 65_536)), SubordinateIds.of(file, "ann", 1000));
        assertEquals(Optional.of(new SubordinateIds(165_536, 1000)), SubordinateIds.of(file, "carl", 1001));
    }

    @Test
    void are_none_where_the_line_is_missing_or_senseless() {
        assertEquals(Optional.empty(), SubordinateIds.of(file, "dora", 1002));
        assertEquals(Optional.empty(), SubordinateIds.of(file, "bob", 1003));
        assertEquals(Optional.empty(), SubordinateIds.of(file, "eve", 1004));
    }

    @Test
    void for_root_begin_where_everybody_else_s_end() {
        assertEquals(new SubordinateIds(166_536, 65_536), SubordinateIds.unused(file));
        assertEquals(new SubordinateIds(100_000, 65_536), SubordinateIds.unused(List.of()));
    }
}
