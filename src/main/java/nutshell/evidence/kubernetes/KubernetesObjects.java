package nutshell.evidence.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import nutshell.evidence.FactSheet;
import nutshell.evidence.Facts;

/** Objects one after the other; what holds for all of a namespace is told at the end, when all have been seen. */
public final class KubernetesObjects {

    private static final Set<String> ADMISSION = Set.of(
            "ValidatingAdmissionPolicy",
            "ValidatingWebhookConfiguration",
            "ClusterPolicy",
            "Policy",
            "ConstraintTemplate");

    private final Set<String> namespaces = new TreeSet<>();
    private final Set<String> withPolicy = new TreeSet<>();
    private final Set<String> withEgress = new TreeSet<>();
    private final Set<String> admission = new LinkedHashSet<>();

    /** Nothing where this object's kind says nothing to any question. */
    public List<Facts> read(JsonNode object, String path, String subject) {
        String kind = object.path("kind").asText("");
        String namespace = object.path("metadata").path("namespace").asText("default");
        FactSheet sheet = new FactSheet().seen(path, "kind", kind);
        switch (kind) {
            case "Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob" -> {
                namespaces.add(namespace);
                return PodSpec.of(object, path, subject);
            }
            case "Namespace" ->
                sheet.seen(
                        path,
                        "enforce",
                        object.path("metadata")
                                .path("labels")
                                .path("pod-security.kubernetes.io/enforce")
                                .asText(""));
            case "NetworkPolicy" -> {
                withPolicy.add(namespace);
                if (Facts.texts(object.path("spec").path("policyTypes")).contains("Egress")) {
                    withEgress.add(namespace);
                }
            }
            case "Role", "ClusterRole" -> sheet.seen(path, "role_rules", object.path("rules"));
            case "RoleBinding", "ClusterRoleBinding" -> {
                sheet.seen(path, "binds", object.path("roleRef").path("name").asText(""));
                sheet.seen(
                        path,
                        "subjects",
                        Facts.elements(object.path("subjects")).stream()
                                .map(each -> each.path("kind").asText() + " "
                                        + each.path("name").asText())
                                .toList());
            }
            case "ServiceAccount" ->
                sheet.seen(path, "cloud", cloud(object.path("metadata").path("annotations")));
            case "Service" -> service(sheet, object, path);
            default -> {
                if (!ADMISSION.contains(kind)) {
                    return List.of();
                }
                admission.add(kind);
            }
        }
        return List.of(sheet.of("manifests", subject));
    }

    private static void service(FactSheet sheet, JsonNode object, String path) {
        String name = object.path("metadata").path("name").asText("");
        sheet.seen(path, "service_type", object.path("spec").path("type").asText("ClusterIP"));
        sheet.seen(path, "console", name.matches(".*(dashboard|console|grafana|kibana|argocd|rancher|portainer).*"));
    }

    private static List<String> cloud(JsonNode annotations) {
        List<String> names = new ArrayList<>();
        annotations.fieldNames().forEachRemaining(name -> {
            if (name.matches(
                    "eks\\.amazonaws\\.com/role-arn|iam\\.gke\\.io/gcp-service-account|azure\\.workload\\.identity/client-id")) {
                names.add(name);
            }
        });
        return names;
    }

    public List<Facts> namespaces(String source) {
        if (namespaces.isEmpty()) {
            return List.of();
        }
        Set<String> without = new TreeSet<>(namespaces);
        without.removeAll(withPolicy);
        Set<String> withoutEgress = new TreeSet<>(namespaces);
        withoutEgress.removeAll(withEgress);
        return List.of(new FactSheet()
                .seen(source, "kind", "Namespaces")
                .seen(source, "without_policy", without)
                .seen(source, "without_egress", withoutEgress)
                .seen(source, "admission", admission)
                .of("manifests", source));
    }
}
