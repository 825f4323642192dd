package nutshell.checklist.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SupportTest {

    private static final Support SUPPORT = Support.parse("""
            # a comment

            debian 10 2024-06-30
            alpine 3.18 2025-05-09
            docker 27 2025-05-03
            """);

    @Test
    void a_release_is_found_by_as_much_of_its_version_as_its_makers_use() {
        assertEquals(Optional.of(LocalDate.of(2025, 5, 9)), SUPPORT.end("alpine", "3.18.4"));
        assertEquals(Optional.of(LocalDate.of(2024, 6, 30)), SUPPORT.end("debian", "10"));
        assertEquals(Optional.of(LocalDate.of(2025, 5, 3)), SUPPORT.end("docker", "v27.5.1+dfsg1"));
    }

    @Test
    void a_release_that_nobody_told_of_is_not_judged() {
        assertEquals(Optional.empty(), SUPPORT.end("debian", "1"));
        assertEquals(Optional.empty(), SUPPORT.end("debian", "100"));
        assertEquals(Optional.empty(), SUPPORT.end("arch", ""));
        assertEquals(Optional.empty(), SUPPORT.end("alpine", "3.1"));
    }

    @Test
    void the_table_knows_what_has_ended_and_not_what_will() {
        assertEquals(Optional.of(LocalDate.of(2024, 6, 30)), Support.ended("debian", "10"));
        assertEquals(Optional.of(LocalDate.of(2021, 12, 31)), Support.ended("centos", "8"));
        assertEquals(Optional.of(LocalDate.of(2023, 12, 10)), Support.ended("docker", "20.10.24+dfsg1"));
        assertTrue(new Support(java.util.Map.of("x 1", LocalDate.MAX))
                .end("x", "1")
                .isPresent());
    }
}
