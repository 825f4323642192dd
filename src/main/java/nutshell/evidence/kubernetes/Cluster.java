package nutshell.evidence.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nutshell.evidence.Facts;
import nutshell.refusals.Refusal;

/** Objects as a cluster has them now, told in the words that manifests use; values of secrets are not asked for. */
public final class Cluster {

    private static final String SUBJECT = "kubernetes";
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int PAGE = 500;
    private static final int MOST_PAGES = 40;

    /** What is listed, and where the API has it. */
    static final Map<String, String> LISTS = lists();

    private final ClusterConnection connection;
    private final KubernetesObjects objects = new KubernetesObjects();
    private final List<Facts> facts = new ArrayList<>();

    private Cluster(ClusterConnection connection) {
        this.connection = connection;
    }

    private static Map<String, String> lists() {
        Map<String, String> lists = new LinkedHashMap<>();
        String rbac = "/apis/rbac.authorization.k8s.io/v1/";
        String admission = "/apis/admissionregistration.k8s.io/v1/";
        lists.put("Namespace", "/api/v1/namespaces");
        lists.put("Pod", "/api/v1/pods");
        lists.put("CronJob", "/apis/batch/v1/cronjobs");
        lists.put("Service", "/api/v1/services");
        lists.put("ServiceAccount", "/api/v1/serviceaccounts");
        lists.put("NetworkPolicy", "/apis/networking.k8s.io/v1/networkpolicies");
        lists.put("Role", rbac + "roles");
        lists.put("ClusterRole", rbac + "clusterroles");
        lists.put("RoleBinding", rbac + "rolebindings");
        lists.put("ClusterRoleBinding", rbac + "clusterrolebindings");
        lists.put("ValidatingAdmissionPolicy", admission + "validatingadmissionpolicies");
        lists.put("ValidatingWebhookConfiguration", admission + "validatingwebhookconfigurations");
        return lists;
    }

    /** The current context's cluster, as the environment leads kubectl to it; in a pod, the pod's own. */
    public static List<Facts> read(Map<String, String> environment) {
        return read(Kubeconfig.places(environment), ServiceAccount.OF_THIS_POD, environment, PATIENCE);
    }

    static List<Facts> read(
            List<Path> places, ServiceAccount account, Map<String, String> environment, Duration patience) {
        String source = places.isEmpty() ? "KUBECONFIG" : places.get(0).toString();
        try {
            Optional<ClusterAddress> address = address(places, account, environment);
            return address.isEmpty()
                    ? List.of(Facts.nothing(
                            "manifests", SUBJECT, source, "there is no kubeconfig, so no cluster is known"))
                    : new Cluster(new ClusterConnection(address.get(), patience)).list(source);
        } catch (Refusal e) {
            return List.of(unreadable(SUBJECT, source, e.getMessage() + "; " + e.remedy()));
        }
    }

    /** A kubeconfig comes first, as with kubectl. */
    static Optional<ClusterAddress> address(
            List<Path> places, ServiceAccount account, Map<String, String> environment) {
        Optional<Kubeconfig> config = Kubeconfig.read(places);
        return config.isPresent() ? Optional.of(config.get().address()) : account.address(environment);
    }

    private List<Facts> list(String source) {
        for (Map.Entry<String, String> each : LISTS.entrySet()) {
            try {
                list(each.getKey(), each.getValue());
            } catch (Refusal e) {
                // Whoever does not answer this does not answer the rest: each would cost the same patience again.
                facts.add(unreadable(SUBJECT, source, e.getMessage() + "; " + e.remedy()));
                break;
            }
        }
        facts.addAll(objects.namespaces("kubectl get -A networkpolicies"));
        return facts;
    }

    private void list(String kind, String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        String next = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            ClusterConnection.Answer answer = connection.get(path + "?limit=" + PAGE + next);
            if (answer.status() == 401) {
                throw Refusal.failed(
                        "the cluster does not take its kubeconfig's credentials (401)", "kubectl auth whoami");
            }
            if (answer.status() == 404) {
                // A kind that this cluster's version does not have.
                return;
            }
            if (answer.status() != 200 || !answer.body().path("items").isArray()) {
                String why = answer.status() == 403 ? "your account may not list them" : "no list came";
                facts.add(unreadable(
                        SUBJECT + " " + name,
                        "kubectl get -A " + name,
                        "%s (%d); kubectl auth can-i list %s -A".formatted(why, answer.status(), name)));
                return;
            }
            answer.body().path("items").forEach(item -> object(kind, item));
            String more = answer.body().path("metadata").path("continue").asText("");
            if (more.isEmpty()) {
                return;
            }
            next = "&continue=" + URLEncoder.encode(more, StandardCharsets.UTF_8);
        }
        facts.add(unreadable(
                SUBJECT + " " + name,
                "kubectl get -A " + name,
                "there are more than %d; the rest was not read".formatted(PAGE * MOST_PAGES)));
    }

    /** Lists leave each item's kind out. What every cluster is born with is its makers', not yours to mend. */
    private void object(String kind, JsonNode item) {
        JsonNode about = item.path("metadata");
        boolean born = about.path("labels").has("kubernetes.io/bootstrapping")
                || about.path("name").asText().startsWith("system:");
        if (born || !(item instanceof ObjectNode object)) {
            return;
        }
        object.put("kind", kind);
        String namespace = about.path("namespace").asText("");
        String name = kind.toLowerCase(Locale.ROOT) + "/" + about.path("name").asText("?");
        facts.addAll(objects.read(
                object,
                "kubectl get " + (namespace.isEmpty() ? "" : "-n " + namespace + " ") + name,
                SUBJECT
                        + (namespace.isEmpty() ? " " : ":" + namespace + " ")
                        + owner(object).orElse(name)));
    }

    /** Whose copies they are: a Deployment's pods have names that nobody gave. */
    private static Optional<String> owner(JsonNode object) {
        String hash =
                object.path("metadata").path("labels").path("pod-template-hash").asText("");
        for (JsonNode owner : object.path("metadata").path("ownerReferences")) {
            String kind = owner.path("kind").asText("");
            String name = owner.path("name").asText("");
            if (kind.equals("ReplicaSet") && !hash.isEmpty() && name.endsWith("-" + hash)) {
                return Optional.of("deployment/" + name.substring(0, name.length() - hash.length() - 1));
            }
            if (kind.matches("ReplicaSet|StatefulSet|DaemonSet|Job")) {
                return Optional.of(kind.toLowerCase(Locale.ROOT) + "/" + name);
            }
        }
        return Optional.empty();
    }

    private static Facts unreadable(String subject, String source, String reason) {
        return Facts.unreadable("manifests", subject, source, reason);
    }
}
