package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import nutshell.evidence.kubernetes.MockCluster;
import nutshell.evidence.kubernetes.StandInCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code check --publish} from the command line into a cluster, as the fleet's pods do it. */
@Tag("whole")
@Timeout(120)
class PublishedCheckTest {

    private static final String REPORTS = "/apis/wgpolicyk8s.io/v1alpha2/clusterpolicyreports";

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    @Test
    void a_node_s_report_is_created_and_then_replaced_and_says_what_the_check_says() throws IOException {
        try (MockCluster cluster = MockCluster.start();
                KubernetesClient client = cluster.client()) {
            String trust = "server: \"" + cluster.address() + "\"";
            Commands.Result first = published(trust, "abc", "node/worker-1").wellDone();
            assertTrue(first.err().contains("published as clusterpolicyreport/"), first.err());
            published(trust, "abc", "node/worker-1").wellDone();

            List<GenericKubernetesResource> kept = client.genericKubernetesResources(MockCluster.REPORTS)
                    .list()
                    .getItems();
            assertEquals(1, kept.size());
            int weak = new ObjectMapper()
                    .readTree(first.out())
                    .path("summary")
                    .path("fail")
                    .asInt(-1);
            assertEquals(weak, kept.get(0).<Integer>get("summary", "fail"));
            assertNotEquals(0, kept.get(0).<List<Object>>get("results").size());
        }
    }

    @Test
    void it_goes_over_tls_to_a_server_that_is_known_and_to_no_other() throws Exception {
        try (StandInCluster cluster = new StandInCluster(program.directory(), "EC")) {
            cluster.say(REPORTS + "?limit=1", "{\"items\":[]}");
            cluster.say(REPORTS, "{}");
            String server = "server: \"" + cluster.address() + "\"";
            Commands.Result stranger = published(server, StandInCluster.TOKEN, "cluster");
            assertNotEquals(0, stranger.status());
            assertEquals(List.of(), cluster.requests(), "no token has gone to a stranger");

            String authority = Base64.getEncoder()
                    .encodeToString(cluster.certificate("server").getBytes(StandardCharsets.UTF_8));
            published(server + ", certificate-authority-data: " + authority, StandInCluster.TOKEN, "cluster")
                    .wellDone();
            assertEquals(
                    "POST " + REPORTS, cluster.requests().get(cluster.requests().size() - 1));
            assertEquals(3, cluster.requests().size(), cluster.requests().toString());
        }
    }

    private Commands.Result published(String cluster, String token, String scope) throws IOException {
        Path config = Files.writeString(program.directory().resolve("config"), """
                current-context: here
                contexts: [{name: here, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {%s}}]
                users: [{name: u, user: {token: %s}}]
                """.formatted(cluster, token));
        Map<String, String> environment = program.environment();
        environment.put("KUBECONFIG", config.toString());
        List<String> command = new ArrayList<>(program.command("check", "--target", "machine", "--evidence-only"));
        command.addAll(List.of("--format", "policyreport", "--publish", scope));
        return Commands.run("", environment, command);
    }
}
