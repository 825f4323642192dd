package nutshell.evidence.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reports put into a cluster of the client library's, and read back by its client. */
@Timeout(40)
class PublicationTest {

    private static final ServiceAccount NO_POD = new ServiceAccount(Path.of("/nowhere"));

    private final MockCluster cluster = MockCluster.start();

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void a_report_is_created_and_then_replaced() throws IOException {
        Publication publication = publication();
        publication.insist();

        publication.put(report("nutshell-node-a", 3));
        assertEquals(3, failing("nutshell-node-a"));

        publication.put(report("nutshell-node-a", 1));
        assertEquals(1, failing("nutshell-node-a"));
        try (KubernetesClient client = cluster.client()) {
            assertEquals(
                    1,
                    client.genericKubernetesResources(MockCluster.REPORTS)
                            .list()
                            .getItems()
                            .size());
        }
    }

    @Test
    void a_report_of_another_s_is_left_alone() throws IOException {
        ObjectNode others = report("nutshell-cluster", 7);
        ((ObjectNode) others.path("metadata")).remove("labels");
        try (KubernetesClient client = cluster.client()) {
            client.genericKubernetesResources(MockCluster.REPORTS)
                    .resource(new ObjectMapper().convertValue(others, GenericKubernetesResource.class))
                    .create();
        }
        Publication publication = publication();

        Refusal refusal = assertThrows(Refusal.class, () -> publication.put(report("nutshell-cluster", 0)));

        assertTrue(String.valueOf(refusal.getMessage()).contains("not ours"), refusal.toString());
        assertEquals(7, failing("nutshell-cluster"));
    }

    @Test
    void without_a_cluster_it_is_refused_before_anything_is_checked() {
        Refusal refusal =
                assertThrows(Refusal.class, () -> Publication.of(List.of(directory.resolve("none")), NO_POD, Map.of()));

        assertTrue(String.valueOf(refusal.getMessage()).contains("no cluster to publish to"), refusal.toString());
    }

    private int failing(String name) {
        try (KubernetesClient client = cluster.client()) {
            GenericKubernetesResource found = client.genericKubernetesResources(MockCluster.REPORTS)
                    .withName(name)
                    .get();
            return found.<Integer>get("summary", "fail");
        }
    }

    private Publication publication() throws IOException {
        Path config = Files.writeString(directory.resolve("config"), """
                current-context: here
                contexts: [{name: here, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "%s"}}]
                users: [{name: u, user: {token: abc}}]
                """.formatted(cluster.address()));
        return Publication.of(List.of(config), NO_POD, Map.of());
    }

    private static ObjectNode report(String name, int failing) {
        return new ObjectMapper()
                .convertValue(
                        Map.of(
                                "apiVersion",
                                "wgpolicyk8s.io/v1alpha2",
                                "kind",
                                "ClusterPolicyReport",
                                "metadata",
                                Map.of("name", name, "labels", Map.of("app.kubernetes.io/managed-by", "nutshell")),
                                "summary",
                                Map.of("fail", failing)),
                        ObjectNode.class);
    }

    @Test
    void a_pod_s_account_is_followed_over_tls_and_what_it_is_not_is_told() throws Exception {
        try (StandInCluster standIn = new StandInCluster(directory, "EC")) {
            ServiceAccount account = account(standIn.certificate("server"), StandInCluster.TOKEN);
            standIn.say("/apis/wgpolicyk8s.io/v1alpha2/clusterpolicyreports?limit=1", "{\"items\":[]}");
            Map<String, String> environment = environment(standIn);

            Publication.of(List.of(), account, environment).insist();

            assertEquals(List.of("GET /apis/wgpolicyk8s.io/v1alpha2/clusterpolicyreports?limit=1"), standIn.requests());
            assertFalse(account.address(Map.of()).isPresent(), "no pod");
            ServiceAccount broken = account(standIn.certificate("server"), "a b");
            Refusal refusal = assertThrows(Refusal.class, () -> broken.address(environment));
            assertTrue(String.valueOf(refusal.getMessage()).contains("no token has"), refusal.toString());
        }
    }

    /** As the kubelet lays it: names that lead through one link, which is replaced as a whole. */
    private ServiceAccount account(String authority, String token) throws IOException {
        Path directory = Files.createTempDirectory(this.directory, "account");
        Path data = Files.createDirectory(directory.resolve("..2026"));
        Files.writeString(data.resolve("token"), token);
        Files.writeString(data.resolve("ca.crt"), authority);
        Files.createSymbolicLink(directory.resolve("..data"), Path.of("..2026"));
        for (String name : List.of("token", "ca.crt")) {
            Files.createSymbolicLink(directory.resolve(name), Path.of("..data", name));
        }
        return new ServiceAccount(directory);
    }

    private static Map<String, String> environment(StandInCluster cluster) {
        String address = cluster.address();
        return Map.of(
                "KUBERNETES_SERVICE_HOST",
                "127.0.0.1",
                "KUBERNETES_SERVICE_PORT",
                address.substring(address.lastIndexOf(':') + 1));
    }
}
