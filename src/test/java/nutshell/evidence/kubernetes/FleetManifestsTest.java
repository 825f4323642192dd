package nutshell.evidence.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import nutshell.checklist.Assessed;
import nutshell.checklist.Assessment;
import nutshell.checklist.Assessments;
import nutshell.checklist.Checklist;
import nutshell.checklist.Standing;
import nutshell.evidence.Documents;
import nutshell.evidence.Facts;
import nutshell.evidence.files.ProjectFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests of {@code checklist/fleet/kubernetes}: valid, taken by an API server, and as small as they say. */
@Timeout(40)
class FleetManifestsTest {

    private static final Path FOLDER = Path.of("checklist/fleet/kubernetes");
    private static final List<String> FILES = List.of("namespaces.yaml", "nodes.yaml", "objects.yaml");

    static List<JsonNode> objects() {
        List<JsonNode> all = new ArrayList<>();
        FILES.forEach(
                file -> all.addAll(Documents.yaml(FOLDER.resolve(file)).fact().orElseThrow()));
        return all;
    }

    @ParameterizedTest
    @MethodSource("objects")
    void is_as_the_schema_of_kubernetes_wants_it(JsonNode object) throws IOException {
        assertEquals(List.of(), KubernetesSchema.complaints(object));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"hostPID\"", "\"readOnlyRootFilesystem\"", "\"seccompProfile\"", "\"mountPath\""})
    void the_schema_would_complain_of_a_field_that_nobody_knows(String field) throws IOException {
        String wrong = one("DaemonSet").toString().replace(field, field.replaceFirst(".$", "x\""));

        assertFalse(
                KubernetesSchema.complaints(new ObjectMapper().readTree(wrong)).isEmpty());
    }

    @Test
    void an_api_server_takes_each_and_gives_it_back() {
        try (MockCluster cluster = MockCluster.start();
                KubernetesClient client = cluster.client()) {
            for (JsonNode object : objects()) {
                HasMetadata made = client.resource(object.toString()).create();
                HasMetadata back = client.resource(made).get();

                assertNotNull(back, object.toString());
                JsonNode found = new ObjectMapper().valueToTree(back);
                assertEquals(object.path("roleRef"), found.path("roleRef"));
                assertEquals(object.path("rules").size(), found.path("rules").size());
                assertEquals(
                        object.at("/spec/template/spec/containers/0/command"),
                        found.at("/spec/template/spec/containers/0/command"));
            }
        }
    }

    @Test
    void the_job_may_list_exactly_what_the_checklist_reads() {
        Set<String> granted = new TreeSet<>();
        for (JsonNode rule : named("ClusterRole", "nutshell-read").path("rules")) {
            assertEquals("[\"get\",\"list\"]", rule.path("verbs").toString());
            rule.path("resources")
                    .forEach(name -> granted.add(rule.path("apiGroups").get(0).asText() + "/" + name.asText()));
        }
        Set<String> read = new TreeSet<>();
        for (String path : Cluster.LISTS.values()) {
            String[] parts = path.substring(1).split("/", -1);
            read.add((parts[0].equals("api") ? "" : parts[1]) + "/" + parts[parts.length - 1]);
        }
        assertEquals(read, granted);
    }

    @Test
    void meets_its_own_checklist_but_for_what_looking_at_a_node_takes() {
        List<Facts> facts = ProjectFiles.read(FOLDER);
        Assessment assessment = Assessment.of(
                java.util.Map.of("name", "box"),
                Assessments.THEN,
                Checklist.read(Path.of("checklist"))
                        .only(List.of("container-configuration", "orchestrator", "secrets")),
                facts,
                java.util.Map.of());

        Set<String> weak = new TreeSet<>();
        for (Assessed assessed : assessment.questions()) {
            assessed.evidence().stream()
                    .filter(finding -> finding.standing() == Standing.WEAK)
                    .forEach(finding -> weak.add(assessed.question().id() + " " + finding.subject()));
        }
        // Both speak to the API, so both have a token; a directory of manifests has no admission policy of the
        // cluster's.
        assertEquals(
                Set.of(
                        "CNF-1 nodes.yaml DaemonSet/nodes container check",
                        "CNF-7 nodes.yaml DaemonSet/nodes container check",
                        "CNF-9 nodes.yaml DaemonSet/nodes container check",
                        "ORC-2 namespaces.yaml Namespace/nutshell-nodes",
                        "ORC-2 nodes.yaml DaemonSet/nodes",
                        "ORC-4 nodes.yaml DaemonSet/nodes",
                        "ORC-4 objects.yaml Job/objects",
                        "ORC-5 checklist/fleet/kubernetes"),
                weak);
    }

    @Test
    void the_kustomization_names_them_all() throws IOException {
        String text = Files.readString(FOLDER.resolve("kustomization.yaml"));

        assertTrue(text.contains("resources: [" + String.join(", ", FILES) + "]"), text);
    }

    private static JsonNode one(String kind) {
        return objects().stream()
                .filter(each -> each.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode named(String kind, String name) {
        return (ObjectNode) objects().stream()
                .filter(each -> each.path("kind").asText().equals(kind)
                        && each.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
