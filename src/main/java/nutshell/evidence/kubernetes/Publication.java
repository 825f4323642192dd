package nutshell.evidence.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Puts one cluster-wide policy report in its place: the only thing this program ever writes to a cluster. */
public final class Publication {

    private static final String REPORTS = "/apis/wgpolicyk8s.io/v1alpha2/clusterpolicyreports";
    /** Long enough for the checking in between. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final ClusterConnection connection;

    private Publication(ClusterConnection connection) {
        this.connection = connection;
    }

    /** To the cluster of the kubeconfig, or else of the pod we are in; refuses where there is neither. */
    public static Publication of(Map<String, String> environment) {
        return of(Kubeconfig.places(environment), ServiceAccount.OF_THIS_POD, environment);
    }

    static Publication of(List<Path> places, ServiceAccount account, Map<String, String> environment) {
        ClusterAddress address = Cluster.address(places, account, environment)
                .orElseThrow(() -> Refusal.machine(
                        "there is no cluster to publish to: neither a kubeconfig nor a pod's service account is here",
                        "set KUBECONFIG, or see checklist/fleet/kubernetes"));
        return new Publication(new ClusterConnection(address, PATIENCE));
    }

    /** Whether reports of this kind can be kept and seen there; asked before the checking, which takes longer. */
    public void insist() {
        int status = connection.get(REPORTS + "?limit=1").status();
        if (status == 404) {
            throw Refusal.machine(
                    "the cluster knows no policy reports (wgpolicyk8s.io/v1alpha2)",
                    "kubectl get crd clusterpolicyreports.wgpolicyk8s.io; policy engines bring it along");
        }
    }

    /** Creates the report, or replaces the one of that name if it is ours. */
    public void put(ObjectNode report) {
        String name = report.path("metadata").path("name").asText();
        String place = REPORTS + "/" + name;
        ClusterConnection.Answer before = connection.get(place);
        ClusterConnection.Answer answer;
        if (before.status() == 404) {
            answer = connection.send("POST", REPORTS, report);
        } else {
            insistOnOurs(name, before);
            // With the version that was read, so that nobody's writing in between is lost.
            Optional.of(before.body().path("metadata").path("resourceVersion").asText(""))
                    .filter(version -> !version.isEmpty())
                    .ifPresent(version -> ((ObjectNode) report.path("metadata")).put("resourceVersion", version));
            answer = connection.send("PUT", place, report);
        }
        if (answer.status() / 100 != 2) {
            throw refused(name, answer.status());
        }
    }

    private static void insistOnOurs(String name, ClusterConnection.Answer before) {
        if (before.status() != 200) {
            throw refused(name, before.status());
        }
        JsonNode keeper = before.body().path("metadata").path("labels").path("app.kubernetes.io/managed-by");
        if (!keeper.asText("").equals("nutshell")) {
            throw Refusal.safety(
                    "the cluster has a report " + Printable.text(name, 100) + " that is not ours",
                    "kubectl get clusterpolicyreport " + Printable.text(name, 100) + " -o yaml");
        }
    }

    private static Refusal refused(String name, int status) {
        String why = switch (status) {
            case 401 -> "it does not take our credentials";
            case 403 -> "our account may not";
            case 409 -> "somebody else wrote it at the same time";
            case 413 -> "it is too large";
            default -> "it does not take it";
        };
        return Refusal.failed(
                "the cluster keeps no report %s: %s (%d)".formatted(Printable.text(name, 100), why, status),
                "kubectl auth can-i create,update clusterpolicyreports.wgpolicyk8s.io");
    }
}
