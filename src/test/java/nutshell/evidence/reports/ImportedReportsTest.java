package nutshell.evidence.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nutshell.evidence.Documents;
import nutshell.evidence.Facts;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each tool's report in its documented form, as short as that form allows. */
class ImportedReportsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Trivy                 | 1 | 1 | {'SchemaVersion':2,'ArtifactName':'x','Results':[{'Vulnerabilities':[{'Severity':'CRITICAL'},{'Severity':'HIGH'},{'Severity':'LOW'}]}]}",
                "Grype                 | 1 | 0 | {'descriptor':{'name':'grype'},'matches':[{'vulnerability':{'severity':'Critical'}},{'vulnerability':{'severity':'Low'}}]}",
                "Clair                 | 0 | 1 | {'manifest_hash':'sha256:0','vulnerabilities':{'1':{'normalized_severity':'High'}}}",
                "Clair                 | 1 | 0 | {'image':'x','unapproved':['CVE-1'],'vulnerabilities':[{'severity':'Critical'}]}",
                "MicroScanner          | 0 | 1 | {'scan_started':{'seconds':1},'resources':[{'vulnerabilities':[{'nvd_severity':'high'}]}]}",
                "kube-bench            | 0 | 2 | {'Controls':[{'tests':[{'results':[{'status':'FAIL'},{'status':'FAIL'},{'status':'PASS'}]}]}]}",
                "kube-hunter           | 0 | 1 | {'nodes':[],'vulnerabilities':[{'severity':'high'}]}",
                "docker-bench-security | 0 | 1 | {'dockerbenchsecurity':'1.6.0','tests':[{'results':[{'result':'WARN'},{'result':'PASS'}]}]}"
            })
    void knows_a_report_by_its_form(String tool, int critical, int high, String json) {
        Facts facts = Reports.parse("report.json", Documents.parseJson(json.replace('\'', '"')))
                .orElseThrow();

        assertEquals(tool, facts.text("tool").orElse(""));
        assertEquals(critical, facts.value("critical").asInt());
        assertEquals(high, facts.value("high").asInt());
    }

    @Test
    void tells_when_cvss_versions_are_mixed() {
        Facts facts = Reports.parse(
                        "r",
                        Documents.parseJson(
                                "{\"SchemaVersion\":2,\"Results\":[{\"Vulnerabilities\":[{\"Severity\":\"HIGH\",\"CVSS\":{\"nvd\":{\"V2Score\":5,\"V3Score\":7}}}]}]}"))
                .orElseThrow();

        assertEquals(java.util.List.of("2", "3"), facts.texts("cvss_versions"));
    }

    @Test
    void an_inventory_is_no_report_of_flaws() {
        Facts facts = Reports.parse("sbom.json", Documents.parseJson("{\"bomFormat\":\"CycloneDX\"}"))
                .orElseThrow();

        assertTrue(facts.is("sbom"));
    }

    @Test
    void refuses_what_is_no_report_and_says_what_would_be(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("x.json"), "{\"a\":1}");

        Refusal refusal = assertThrows(Refusal.class, () -> Reports.read(file));

        assertTrue(String.valueOf(refusal.getMessage()).contains("Trivy, Grype, Clair"), refusal.getMessage());
    }
}
