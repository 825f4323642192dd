package nutshell.report;

import static nutshell.checklist.Assessments.finding;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nutshell.checklist.Assessment;
import nutshell.checklist.Assessments;
import nutshell.checklist.CapturedFacts;
import nutshell.checklist.Checklist;
import nutshell.checklist.Standing;
import nutshell.evidence.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SARIF as the standard's own schema asks for it, addresses and times included. */
class SarifSchemaTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
            .getSchema(
                    SchemaLocation.of("classpath:schema/sarif-schema-2.1.0.json"),
                    SchemaValidatorsConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build());

    @Test
    void every_question_with_the_evidence_of_all_its_cases_is_valid() throws IOException {
        Path folder = Path.of("checklist");
        List<Facts> facts = new ArrayList<>();
        try (Stream<Path> files = Files.find(folder, 6, (path, about) -> path.endsWith("evidence.json"))) {
            for (Path file : files.sorted().toList()) {
                facts.addAll(CapturedFacts.read(file));
            }
        }
        Assessment all =
                Assessment.of(Map.of("name", "box"), Assessments.THEN, Checklist.read(folder), facts, Map.of());
        String sarif = sarif(all);

        assertEquals(List.of(), complaints(sarif));
        assertTrue(MAPPER.readTree(sarif).findValues("ruleId").size() > 500, "few results");
    }

    @ParameterizedTest
    @MethodSource("nutshell.report.ReportsTest#hostile")
    void what_strangers_call_their_things_leaves_it_valid(String name) throws JsonProcessingException {
        assertEquals(
                List.of(),
                complaints(sarif(Assessments.none()
                        .with("SEC-1", new nutshell.checklist.Finding(name, name, name, Standing.WEAK))
                        .on(name))));
    }

    @Test
    void the_schema_would_complain() throws JsonProcessingException {
        String valid = sarif(Assessments.none()
                .with("SEC-1", finding("a", "x", Standing.WEAK))
                .made());

        assertEquals(List.of(), complaints(valid));
        assertFalse(complaints(valid.replace("\"warning\"", "\"bad\"")).isEmpty());
        assertFalse(complaints(valid.replace("\"text\"", "\"words\"")).isEmpty());
        assertFalse(complaints(valid.replace("2026-11-21T", "yesterday ")).isEmpty());
        assertFalse(complaints(valid.replace("file:///proc", "file:// proc")).isEmpty());
    }

    private static String sarif(Assessment assessment) throws JsonProcessingException {
        return MAPPER.writeValueAsString(SarifReport.of(assessment));
    }

    static List<String> complaints(String sarif) {
        return SCHEMA.validate(sarif, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }
}
