package nutshell.evidence.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The schemas of Kubernetes 1.30, as the client library's models bring them, made strict: a field nobody knows is wrong. */
final class KubernetesSchema {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** By kind, the library's module and the definition's name in it. */
    private static final Map<String, String> DEFINITIONS = Map.of(
            "Namespace", "core kubernetes_core_Namespace",
            "ServiceAccount", "core kubernetes_core_ServiceAccount",
            "NetworkPolicy", "networking kubernetes_networking_v1_NetworkPolicy",
            "ClusterRole", "rbac kubernetes_rbac_v1_ClusterRole",
            "ClusterRoleBinding", "rbac kubernetes_rbac_v1_ClusterRoleBinding",
            "DaemonSet", "apps kubernetes_apps_DaemonSet",
            "Job", "batch kubernetes_batch_v1_Job");

    private KubernetesSchema() {}

    /** What is wrong with an object. */
    static List<String> complaints(JsonNode object) throws IOException {
        String[] place = DEFINITIONS
                .getOrDefault(object.path("kind").asText(), "none none")
                .split(" ", -1);
        ObjectNode schema = (ObjectNode) MAPPER.readTree(module(place[0]));
        if (!schema.path("definitions").has(place[1])) {
            throw new IllegalStateException("no definition " + place[1]);
        }
        tighten(schema.path("definitions"));
        ObjectNode root = MAPPER.createObjectNode();
        root.set("definitions", schema.path("definitions"));
        root.put("$ref", "#/definitions/" + place[1]);
        JsonSchema strict =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(root);
        return strict.validate(object).stream().map(Object::toString).toList();
    }

    private static byte[] module(String name) throws IOException {
        String file = "/kubernetes/" + name + "/schema/validation-schema.json";
        try (InputStream in = KubernetesSchema.class.getResourceAsStream(file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        }
    }

    /** Its {@code required} is a flag of a draft long gone; quantities and ports are written in two ways. */
    private static void tighten(JsonNode schema) {
        if (!(schema instanceof ObjectNode object)) {
            schema.forEach(KubernetesSchema::tighten);
            return;
        }
        if (object.path("required").isBoolean()) {
            object.remove("required");
        }
        if (object.path("javaType").asText().matches(".*\\.(Quantity|IntOrString|MicroTime)")
                || object.path("existingJavaType").asText().matches("(.*\\.)?(Quantity|IntOrString|MicroTime)")) {
            object.removeAll();
            object.putArray("type").add("string").add("integer").add("number");
            return;
        }
        if (object.path("properties").isObject() && object.path("type").asText().equals("object")) {
            object.set("additionalProperties", JsonNodeFactory.instance.booleanNode(false));
        }
        object.forEach(KubernetesSchema::tighten);
    }
}
