package nutshell.evidence.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nutshell.evidence.Documents;
import nutshell.evidence.Evidence;
import nutshell.evidence.FactSheet;
import nutshell.evidence.Facts;

/** A Helm chart: where its dependencies come from, and which of its values loosen security. */
final class Chart {

    private final Path file;
    private final String path;

    Chart(Path file, String path) {
        this.file = file;
        this.path = path;
    }

    Facts read() {
        FactSheet sheet = new FactSheet();
        sheet.note("dependencies", Documents.yaml(file).parsed(this::dependencies));
        Path values = file.resolveSibling("values.yaml");
        if (Files.exists(values)) {
            Evidence<List<JsonNode>> read = Documents.yaml(values);
            sheet.note("loosened", read.parsed(documents -> {
                List<String> loosened = new ArrayList<>();
                documents.forEach(document -> loosened(document, "", loosened));
                return loosened;
            }));
        } else {
            sheet.seen(path, "loosened", List.of());
        }
        return sheet.of("charts", path);
    }

    private List<String> dependencies(List<JsonNode> documents) {
        List<String> problems = new ArrayList<>();
        boolean locked = Files.exists(file.resolveSibling("Chart.lock"));
        for (JsonNode document : documents) {
            for (JsonNode dependency : document.path("dependencies")) {
                String name = dependency.path("name").asText("?");
                String version = dependency.path("version").asText("");
                String from = dependency.path("repository").asText("");
                if (from.startsWith("http://")) {
                    problems.add(name + " comes over plain http");
                }
                if (!locked && !from.startsWith("file://")) {
                    problems.add(name + " is not locked: no Chart.lock with a digest");
                }
                if (version.isEmpty() || version.matches(".*[*xX^~><].*")) {
                    problems.add(name + " takes any version that fits '" + version + "'");
                }
            }
        }
        return problems;
    }

    private static void loosened(JsonNode node, String at, List<String> found) {
        node.properties().forEach(each -> {
            String key = each.getKey();
            String where = at.isEmpty() ? key : at + "." + key;
            JsonNode value = each.getValue();
            boolean loose = (key.matches("privileged|hostNetwork|hostPID|hostIPC|allowPrivilegeEscalation")
                            && value.asBoolean())
                    || (key.matches("readOnlyRootFilesystem|runAsNonRoot") && value.isBoolean() && !value.asBoolean())
                    || (key.equals("runAsUser") && value.isNumber() && value.asLong() == 0)
                    || (key.equals("insecure") && value.asBoolean());
            if (loose) {
                found.add(where + ": " + value.asText());
            }
            loosened(value, where, found);
        });
    }
}
