package nutshell.vulnerabilities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.packages.TreeInventory;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others' reports beside ours; their fields as Trivy's pkg/types/report.go and Grype's JSON presenter name them. */
class ComparisonTest {

    private static final String TRIVY = """
            {"SchemaVersion":2,"Results":[{"Target":"server","Class":"os-pkgs","Vulnerabilities":[
              {"VulnerabilityID":"CVE-2014-6271","PkgName":"bash","InstalledVersion":"4.2+dfsg-0.1",
               "FixedVersion":"4.2+dfsg-0.1+deb7u1","Status":"fixed","Severity":"CRITICAL","SeveritySource":"nvd"},
              {"VulnerabilityID":"CVE-2016-6321","PkgName":"tar","InstalledVersion":"1.26+dfsg-0.1",
               "Status":"affected","Severity":"HIGH"}]},{"Target":"nothing"}]}""";

    private static final String GRYPE = """
            {"matches":[
              {"vulnerability":{"id":"CVE-2014-6271","severity":"High","namespace":"debian:distro:debian:7","fix":{"versions":["4.2+dfsg-0.1+deb7u1"],"state":"fixed"}},
               "artifact":{"name":"bash","version":"4.2+dfsg-0.1","type":"deb"}},
              {"vulnerability":{"id":"GHSA-xxxx","severity":"High","namespace":"nvd:cpe","fix":{"state":"unknown"}},
               "relatedVulnerabilities":[{"id":"CVE-2014-0160"}],
               "artifact":{"name":"openssl","version":"1.0.1e-2+deb7u7","type":"deb"}}]}""";

    @TempDir
    private Path directory = Path.of("");

    private static ScannerReport report(String text) throws JsonProcessingException {
        return ScannerReport.parse(new ObjectMapper().readTree(text));
    }

    private static Comparison compared() throws JsonProcessingException {
        Path lab = Path.of("labs/28-scan");
        Scan scan = Scan.of(
                Optional.empty(),
                TreeInventory.of(lab.resolve("trees/server-2014"), lab),
                Database.at(lab.resolve("osv")));
        return Comparison.of(scan, List.of(report(TRIVY), report(GRYPE)));
    }

    private static Comparison.Row row(String flaw, String name) throws JsonProcessingException {
        return compared().rows().stream()
                .filter(row -> row.flaw().equals(flaw) && row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void puts_each_ones_word_beside_the_others() throws JsonProcessingException {
        assertEquals(
                Map.of("nutshell", "critical", "trivy", "critical", "grype", "high"),
                row("CVE-2014-6271", "bash").says());
        assertEquals(4, compared().rows().size());
    }

    @Test
    void names_whose_word_a_severity_is() throws JsonProcessingException {
        List<String> why = row("CVE-2014-6271", "bash").why();

        assertTrue(why.get(0).contains("grype says high by the word of debian:distro:debian:7"), why::toString);
    }

    @Test
    void knows_the_false_alarm_in_anothers_report_by_a_related_name() throws JsonProcessingException {
        Comparison.Row row = row("CVE-2014-0160", "openssl");

        assertEquals(Map.of("nutshell", "patched", "trivy", "-", "grype", "high"), row.says());
        assertTrue(row.why().get(0).startsWith("grype goes by nvd:cpe; but upstream"), row::toString);
        assertTrue(row.why().get(0).contains("repaired in 1.0.1e-2+deb7u5"), row::toString);
    }

    @Test
    void admits_that_our_records_do_not_speak_of_it() throws JsonProcessingException {
        List<String> why = row("CVE-2016-6321", "tar").why();

        assertTrue(why.get(0).contains("among our 8 records none"), why::toString);
    }

    @Test
    void refuses_what_is_neither_ones_report() throws IOException {
        Path file = Files.writeString(directory.resolve("other.json"), "{\"runs\":[]}");

        Refusal refusal = assertThrows(Refusal.class, () -> ScannerReport.read(file));

        assertTrue(String.valueOf(refusal.getMessage()).contains("other.json: neither a report of Trivy's"));
    }
}
