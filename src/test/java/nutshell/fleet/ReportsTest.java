package nutshell.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nutshell.checklist.Assessments;
import nutshell.checklist.Standing;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports become a fleet, and what cannot be used is named. */
class ReportsTest {

    private static final String WRITABLE = "its root file system is writable";

    @TempDir
    private Path directory = Path.of("");

    private final Reports reports = new Reports(List.of(Assessments.question("CNF-6"), Assessments.question("CNF-7")));

    @Test
    void hosts_are_counted_by_question_and_facts_by_host() throws IOException {
        add("a", HostReports.of("a").says("CNF-6", "docker:web", WRITABLE, Standing.WEAK));
        add("b", HostReports.of("b").says("CNF-6", "docker:db", WRITABLE, Standing.WEAK));
        add("c", HostReports.of("c").says("CNF-6", "docker:db", "read-only", Standing.GOOD));

        Fleet fleet = reports.fleet();

        assertEquals(
                List.of("a", "b", "c"),
                fleet.hosts().stream().map(FleetHost::name).toList());
        FleetQuestion question = fleet.questions().get(0);
        assertEquals(Map.of(Standing.WEAK, 2, Standing.GOOD, 1), question.hosts());
        assertEquals(List.of(new FleetFact(Standing.WEAK, WRITABLE, List.of("a", "b"))), question.facts());
    }

    @Test
    void questions_keep_the_checklists_order_and_unknown_ones_follow() throws IOException {
        add(
                "a",
                HostReports.of("a")
                        .says("ZZZ-1", "x", "y", Standing.ASK)
                        .says("CNF-7", "x", "y", Standing.GOOD)
                        .says("CNF-6", "x", "y", Standing.GOOD));

        assertEquals(
                List.of("CNF-6", "CNF-7", "ZZZ-1"),
                reports.fleet().questions().stream()
                        .map(each -> each.question().id())
                        .toList());
    }

    @Test
    void of_one_host_the_newest_counts_whatever_comes_first() throws IOException {
        add("new", HostReports.of("a").at("2026-11-20T00:00:00Z").says("CNF-6", "docker:web", "fine", Standing.GOOD));
        add("old", HostReports.of("a").at("2026-11-01T00:00:00Z").says("CNF-6", "docker:web", WRITABLE, Standing.WEAK));
        add(
                "again",
                HostReports.of("a").at("2026-11-20T00:00:00Z").says("CNF-6", "docker:web", WRITABLE, Standing.WEAK));

        Fleet fleet = reports.fleet();

        assertEquals(Map.of(Standing.GOOD, 1), fleet.questions().get(0).hosts());
        assertEquals(List.of(), fleet.questions().get(0).facts());
        assertEquals(
                List.of(
                        new LeftOut("old", "an older report of a (2026-11-01T00:00:00Z) than new"),
                        new LeftOut("again", "the same host and time as new")),
                fleet.leftOut());
    }

    @Test
    void two_machines_of_one_name_are_two() throws IOException {
        add("one", HostReports.of("vm").id("1111").says("CNF-6", "x", "y", Standing.GOOD));
        add("two", HostReports.of("vm").id("2222").says("CNF-6", "x", "y", Standing.WEAK));

        assertEquals(
                List.of("vm #2222", "vm #1111"),
                reports.fleet().hosts().stream().map(FleetHost::name).toList());
    }

    @Test
    void an_image_has_what_its_containers_and_the_image_itself_are_weak_in() throws IOException {
        add(
                "a",
                HostReports.of("a")
                        .image("docker:web", "nginx:1")
                        .image("docker:web2", "nginx:1")
                        .image("docker:db", "pg:1")
                        .says("CNF-6", "docker:web", WRITABLE, Standing.WEAK)
                        .says("CNF-7", "docker image nginx:1", "old", Standing.WEAK));
        add("b", HostReports.of("b").image("docker:w", "nginx:1").says("CNF-6", "docker:w", WRITABLE, Standing.WEAK));

        assertEquals(
                List.of(
                        new FleetImage("nginx:1", 2, 3, Map.of("CNF-6", 2, "CNF-7", 1)),
                        new FleetImage("pg:1", 1, 1, Map.of())),
                reports.fleet().images());
    }

    @Test
    void who_stands_worse_than_nine_in_ten_is_odd() throws IOException {
        for (int i = 0; i < 19; i++) {
            add("h" + i, HostReports.of("h" + i).says("CNF-6", "x", "fine", Standing.GOOD));
        }
        add("z", HostReports.of("z").says("CNF-6", "x", "y", Standing.WEAK));

        assertEquals(
                List.of(new OddOne("z", "CNF-6", Standing.WEAK, Standing.GOOD, 19, 20)),
                reports.fleet().oddOnes());
    }

    @Test
    void what_is_damaged_newer_or_something_else_is_named_and_the_rest_is_there() throws IOException {
        String good = HostReports.of("a").says("CNF-6", "x", "y", Standing.GOOD).json();
        write("1-good.json", good);
        write("2-half.json", good.substring(0, good.length() / 2).replace("\"a\"", "\"half\""));
        write("3-future.json", good.replace("check/1", "check/2"));
        write("4-other.json", "{\"schema\":\"nutshell.doctor/1\"}");
        write("5-empty.json", "");
        write("6-list.json", "[1]");
        write("7-standing.json", good.replace("\"good\"", "\"splendid\""));
        write("8-nothing.json", "{\"schema\":\"nutshell.check/1\",\"at\":\"2026-11-20T00:00:00Z\"}");
        write("9-bytes.json", "\u0000\u001b[2J");
        write("notes.txt", "not looked at");
        reports.add(directory);
        reports.add(directory.resolve("none.json"));
        reports.add(directory.resolve("1-good.json"));
        reports.add(Path.of("/dev/null"));

        Fleet fleet = reports.fleet();

        assertEquals(List.of("a"), fleet.hosts().stream().map(FleetHost::name).toList());
        Map<String, String> why = new TreeMap<>();
        fleet.leftOut().forEach(each -> why.merge(each.report().replaceFirst(".*/", ""), each.why(), String::concat));
        assertTrue(why.getOrDefault("2-half.json", "").startsWith("damaged at line 1"), why.toString());
        assertTrue(
                why.getOrDefault("3-future.json", "").contains("a newer Nutshell wrote it (nutshell.check/2)"),
                why.toString());
        assertTrue(why.getOrDefault("4-other.json", "").contains("its schema is 'nutshell.doctor/1'"), why.toString());
        assertEquals("it is empty", why.get("5-empty.json"));
        assertTrue(why.getOrDefault("6-list.json", "").contains("expected an object"), why.toString());
        assertTrue(why.getOrDefault("7-standing.json", "").contains("'splendid' is no standing"), why.toString());
        assertTrue(why.getOrDefault("8-nothing.json", "").contains("it says nothing"), why.toString());
        assertTrue(why.getOrDefault("9-bytes.json", "").startsWith("damaged at line 1"), why.toString());
        assertEquals("there is no such file", why.get("none.json"));
        assertEquals("named twice", why.get("1-good.json"));
        assertEquals("it is no regular file", why.get("null"));
    }

    @Test
    void no_part_of_a_report_that_ends_too_early_counts() throws IOException {
        String whole =
                HostReports.of("b").says("CNF-6", "x", "y", Standing.WEAK).json();
        add("a", HostReports.of("a").says("CNF-6", "x", "fine", Standing.GOOD));
        for (int end = 1; end < whole.length(); end++) {
            reports.add("cut at " + end, stream(whole.substring(0, end)));
        }

        Fleet fleet = reports.fleet();

        assertEquals(1, fleet.hosts().size());
        assertEquals(List.of(), fleet.questions().get(0).facts());
        assertEquals(whole.length() - 1, fleet.leftOut().size());
    }

    @Test
    void a_stream_holds_many_documents() throws IOException {
        String one = HostReports.of("a").says("CNF-6", "x", "y", Standing.GOOD).json();
        String two = HostReports.of("b").says("CNF-6", "x", "y", Standing.GOOD).json();
        reports.add("standard input", stream(one + "\n" + two + "\n{\"schema\":"));

        Fleet fleet = reports.fleet();

        assertEquals(2, fleet.hosts().size());
        assertEquals("standard input (document 2)", fleet.hosts().get(1).report());
        assertEquals(1, fleet.leftOut().size());
    }

    @Test
    void nothing_to_merge_is_refused_with_the_first_reason() throws IOException {
        write("x.json", "{}");
        reports.add(directory);

        Refusal refusal = assertThrows(Refusal.class, reports::fleet);

        assertTrue(String.valueOf(refusal.getMessage()).contains("it has no schema"), refusal.getMessage());
    }

    @Test
    void who_was_expected_and_is_not_there_is_known_by_name_or_by_file() throws IOException {
        add("reports/node1.json", HostReports.of("a").says("CNF-6", "x", "y", Standing.GOOD));

        assertEquals(List.of("node2"), reports.fleet().missing(List.of("a", "node1", "node2")));
    }

    private void add(String name, HostReports report) throws IOException {
        reports.add(name, stream(report.json()));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
