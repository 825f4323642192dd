package nutshell.vulnerabilities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores, and why they differ. */
class ScoreTest {

    private static Score score(String vector) {
        return Score.of(vector).orElseThrow();
    }

    /** As NVD (nvd.nist.gov/vuln/detail) has them; version 4.0 as FIRST (first.org/cvss/v4-0/examples) has it. */
    @ParameterizedTest
    @CsvSource({
        "CVE-2014-0160,  AV:N/AC:L/Au:N/C:P/I:N/A:N, 5.0, medium",
        "CVE-2014-0160,  CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N, 7.5, high",
        "CVE-2014-6271,  AV:N/AC:L/Au:N/C:C/I:C/A:C, 10.0, high",
        "CVE-2014-6271,  CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, 9.8, critical",
        "CVE-2014-6271,  CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N, 9.3, critical",
        "CVE-2017-5638,  AV:N/AC:L/Au:N/C:C/I:C/A:C, 10.0, high",
        "CVE-2017-5638,  CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, 9.8, critical",
        "CVE-2021-44228, AV:N/AC:M/Au:N/C:C/I:C/A:C, 9.3, high",
        "CVE-2021-44228, CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H, 10.0, critical",
        "CVE-2021-44228, CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H, 10.0, critical",
        "CVE-2023-4911,  CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H, 7.8, high"
    })
    void published_vectors_give_published_scores(String flaw, String vector, double published, String word) {
        assertEquals(published, score(vector).base(), flaw);
        assertEquals(word, score(vector).severity().word(), flaw);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "high", "CVSS:3.1/AV:N", "CVSS:9.9/AV:N/AC:L", "AV:N/AC:L/Au:N/C:X/I:N/A:N", "CVSS:4.0/"})
    void is_nothing_where_the_vector_is_none(String vector) {
        assertEquals(Optional.empty(), Score.of(vector));
    }

    @Test
    void tells_why_partial_became_high() {
        List<String> why = ScoreDifferences.why(
                List.of(score("AV:N/AC:L/Au:N/C:P/I:N/A:N"), score("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N")));

        assertTrue(
                why.stream().anyMatch(reason -> reason.startsWith("confidentiality: v2 says partial")), why::toString);
        assertTrue(why.stream().noneMatch(reason -> reason.startsWith("scope")), why::toString);
    }

    @Test
    void tells_of_the_scope_that_only_version_three_knows() {
        List<Score> scores = Stream.of(
                        "AV:N/AC:M/Au:N/C:C/I:C/A:C",
                        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H",
                        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H")
                .map(ScoreTest::score)
                .toList();

        List<String> why = ScoreDifferences.why(scores);

        assertTrue(why.stream().anyMatch(reason -> reason.contains("(S:C)")), why::toString);
        assertTrue(why.stream().anyMatch(reason -> reason.contains("scope is gone in v4")), why::toString);
        assertEquals(List.of(), ScoreDifferences.why(scores.subList(1, 2)));
    }
}
