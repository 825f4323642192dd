package nutshell.evidence.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.util.HashMap;

/** The client library's API server on loopback, which keeps what it is given; it knows policy reports. */
public record MockCluster(KubernetesMockServer server) implements AutoCloseable {

    public static final CustomResourceDefinitionContext REPORTS = new CustomResourceDefinitionContext.Builder()
            .withGroup("wgpolicyk8s.io")
            .withVersion("v1alpha2")
            .withKind("ClusterPolicyReport")
            .withPlural("clusterpolicyreports")
            .withScope("Cluster")
            .build();

    public static MockCluster start() {
        KubernetesMockServer server = new KubernetesMockServer(
                new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false);
        server.init();
        server.expectCustomResource(REPORTS);
        return new MockCluster(server);
    }

    public KubernetesClient client() {
        return server.createClient();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getPort();
    }

    @Override
    public void close() {
        server.destroy();
    }
}
