package nutshell.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nutshell.checklist.Assessments;
import nutshell.checklist.Change;
import nutshell.checklist.Standing;
import nutshell.fleet.Fleet;
import nutshell.fleet.FleetChange;
import nutshell.fleet.HostReports;
import nutshell.fleet.LastFleet;
import nutshell.fleet.Reports;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fleet told in each format, and held against the one before. */
class FleetReportsTest {

    private static final FleetText.Beside ALONE = new FleetText.Beside(List.of(), List.of(), false);
    private static final String HOSTILE = "x\u001b[2J<script>alert(1)</script>\u202e@TITLE@[a](http://b){0}";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void the_text_names_question_host_image_odd_one_and_what_was_left_out() throws IOException {
        Reports reports = new Reports(List.of(Assessments.question("CNF-6")));
        for (int i = 0; i < 10; i++) {
            add(reports, HostReports.of("h" + i).says("CNF-6", "docker:web", "fine", Standing.GOOD));
        }
        add(
                reports,
                HostReports.of("odd").image("docker:web", "nginx:1").says("CNF-6", "docker:web", "bad", Standing.WEAK));
        reports.add("torn.json", new ByteArrayInputStream("{".getBytes(StandardCharsets.UTF_8)));

        String text =
                String.join("\n", FleetText.of(reports.fleet(), new FleetText.Beside(List.of("h99"), List.of(), true)));

        for (String line : List.of(
                "  weak     CNF-6   Is CNF-6 well? (hosts: 1 weak, 10 good)",
                "    weak     odd  bad",
                "  nginx:1  on 1 host, 1 container; weak: CNF-6",
                "  odd  CNF-6 is weak, where 10 of 11 are good",
                "  torn.json  damaged at line 1",
                "No report from\n  h99",
                "Nothing has changed since the last fleet report",
                "11 hosts, 1 report left out; 1 question, the worst host of each: 1 weak")) {
            assertTrue(text.contains(line), line + "\n---\n" + text);
        }
    }

    @Test
    void strangers_text_is_harmless_in_each_format() throws IOException {
        Reports reports = new Reports(List.of());
        add(
                reports,
                HostReports.of(HOSTILE).image("docker:w", HOSTILE).says("CNF-6", "docker:w", HOSTILE, Standing.WEAK));
        Fleet fleet = reports.fleet();

        String text = String.join("\n", FleetText.of(fleet, ALONE));
        String html = FleetHtml.of(fleet, ALONE, Assessments.THEN);
        String json = new ObjectMapper().writeValueAsString(FleetJson.of(fleet, ALONE, Assessments.THEN));

        for (String told : List.of(text, html, json)) {
            assertFalse(told.contains("\u001b") || told.contains("\u202e"), told);
        }
        assertFalse(html.contains("<script>alert"), html);
        assertEquals(1, html.split("<title>", -1).length - 1);
        assertEquals(
                List.of(),
                SarifSchemaTest.complaints(
                        new ObjectMapper().writeValueAsString(FleetSarif.of(fleet, Assessments.THEN))));
    }

    @Test
    void the_next_report_says_what_is_new_worse_better_and_gone() throws IOException {
        Path last = directory.resolve("fleet.json");
        Files.writeString(
                last,
                json(
                        HostReports.of("worse").says("CNF-6", "x", "fine", Standing.GOOD),
                        HostReports.of("better").says("CNF-6", "x", "bad", Standing.WEAK),
                        HostReports.of("same").says("CNF-6", "x", "bad", Standing.WEAK),
                        HostReports.of("gone").says("CNF-6", "x", "bad", Standing.WEAK)));

        List<FleetChange> changes = LastFleet.changes(
                last,
                fleet(
                        HostReports.of("worse").says("CNF-6", "x", "bad", Standing.WEAK),
                        HostReports.of("better").says("CNF-6", "x", "fine", Standing.GOOD),
                        HostReports.of("same").says("CNF-6", "x", "bad", Standing.WEAK),
                        HostReports.of("new").says("CNF-6", "x", "bad", Standing.WEAK)));

        assertEquals(
                List.of(
                        new FleetChange(Change.What.NEW, "host", "not in the last fleet report", List.of("new")),
                        new FleetChange(Change.What.WORSE, "CNF-6", "weak, was good", List.of("worse")),
                        new FleetChange(Change.What.BETTER, "CNF-6", "good, was weak", List.of("better")),
                        new FleetChange(Change.What.GONE, "host", "no report of it this time", List.of("gone"))),
                changes);
    }

    @Test
    void a_baseline_of_one_host_is_refused() throws IOException {
        Path one = directory.resolve("one.json");
        Files.writeString(
                one, HostReports.of("a").says("CNF-6", "x", "y", Standing.GOOD).json());
        Fleet fleet = fleet(HostReports.of("a").says("CNF-6", "x", "y", Standing.GOOD));

        Refusal refusal = assertThrows(Refusal.class, () -> LastFleet.changes(one, fleet));

        assertTrue(String.valueOf(refusal.getMessage()).contains("is no earlier fleet report"), refusal.getMessage());
    }

    private static Fleet fleet(HostReports... hosts) throws IOException {
        Reports reports = new Reports(List.of());
        for (HostReports host : hosts) {
            add(reports, host);
        }
        return reports.fleet();
    }

    private static String json(HostReports... hosts) throws IOException {
        return new ObjectMapper().writeValueAsString(FleetJson.of(fleet(hosts), ALONE, Assessments.THEN));
    }

    private static void add(Reports reports, HostReports host) throws IOException {
        reports.add("r.json", new ByteArrayInputStream(host.json().getBytes(StandardCharsets.UTF_8)));
    }
}
