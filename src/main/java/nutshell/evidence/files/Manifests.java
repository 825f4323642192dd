package nutshell.evidence.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nutshell.evidence.Documents;
import nutshell.evidence.Evidence;
import nutshell.evidence.Facts;
import nutshell.evidence.host.KubeletFacts;
import nutshell.evidence.kubernetes.KubernetesObjects;

/** Kubernetes objects in files; a chart's templates are no YAML until they are rendered. */
final class Manifests {

    private final Path root;
    private final KubernetesObjects objects = new KubernetesObjects();

    Manifests(Path root) {
        this.root = root;
    }

    /** Reads what says apiVersion and kind. */
    List<Facts> read(Path file, String path) {
        String text = Documents.text(file).fact().orElse("");
        if (!text.contains("apiVersion") || !text.contains("kind")) {
            return List.of();
        }
        if (text.contains("{{")) {
            return List.of(Facts.unreadable(
                    "manifests", path, path, "it is a template: render it first (helm template . > rendered.yaml)"));
        }
        Evidence<List<JsonNode>> documents = Documents.yaml(file);
        if (documents.fact().isEmpty()) {
            return List.of(
                    Facts.unreadable("manifests", path, path, documents.unseen().orElse("")));
        }
        List<Facts> facts = new ArrayList<>();
        documents.fact().get().forEach(document -> {
            if (document.path("kind").asText().equals("List")) {
                document.path("items").forEach(item -> facts.addAll(object(item, path)));
            } else {
                facts.addAll(object(document, path));
            }
        });
        return facts;
    }

    private List<Facts> object(JsonNode object, String path) {
        String kind = object.path("kind").asText("");
        if (kind.equals("KubeletConfiguration")) {
            return List.of(KubeletFacts.read(root.resolve(path), path));
        }
        String name = object.path("metadata").path("name").asText("?");
        return objects.read(object, path, path + " " + kind + "/" + name);
    }

    List<Facts> namespaces() {
        return objects.namespaces(Files.isDirectory(root) ? root.toString() : "manifests");
    }
}
