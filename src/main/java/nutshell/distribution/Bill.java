package nutshell.distribution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import nutshell.refusals.Refusal;

/** Our own bill of materials, in the form of CycloneDX: Maven's list of what we use, made true of what is handed on. */
final class Bill {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode document;

    private Bill(ObjectNode document) {
        this.document = document;
    }

    /** Reads what the Maven plugin wrote. */
    static Bill read(Path file) {
        try {
            if (JSON.readTree(file.toFile()) instanceof ObjectNode document) {
                return new Bill(document);
            }
        } catch (IOException e) {
            throw Refusal.machine("there is no bill of materials: " + e.getMessage(), "./nutshell package");
        }
        throw Refusal.failed(file + " is no bill of materials", "rm " + file);
    }

    /** A library as the bill has it; {@code file} is the jar's name. */
    record Library(String file, String name, String version, List<String> licences) {}

    List<Library> libraries() {
        return StreamSupport.stream(components().spliterator(), false)
                .map(Bill::library)
                .toList();
    }

    private static Library library(JsonNode component) {
        String name = component.path("name").asText();
        String version = component.path("version").asText();
        List<String> licences = new ArrayList<>();
        for (JsonNode each : component.path("licenses")) {
            JsonNode licence = each.path("license");
            licences.add(licence.path("id")
                    .asText(licence.path("name").asText(each.path("expression").asText("?"))));
        }
        return new Library(file(component), name, version, licences);
    }

    private static String file(JsonNode component) {
        String purl = component.path("purl").asText();
        String classifier = purl.replaceFirst(".*[?&]classifier=([^&]*).*|.*", "$1");
        return component.path("name").asText() + "-" + component.path("version").asText()
                + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar";
    }

    /** Says of jars that are thinner than the published ones that they are, and takes the published ones' sums out. */
    Bill thinned(Set<String> jars) {
        for (JsonNode each : components()) {
            if (each instanceof ObjectNode component && jars.contains(file(component))) {
                component.remove("hashes");
                component
                        .putObject("pedigree")
                        .put("notes", "native code was taken out; this system's lies in target/native");
            }
        }
        return this;
    }

    Bill under(Licences terms) {
        for (JsonNode each : components()) {
            if (each instanceof ObjectNode component) {
                terms.ours(component.path("name").asText())
                        .ifPresent(licence -> component
                                .putArray("licenses")
                                .addObject()
                                .putObject("license")
                                .put("id", licence));
            }
        }
        return this;
    }

    Bill withRuntime() {
        ObjectNode runtime = components().addObject();
        String version = System.getProperty("java.runtime.version", "?");
        runtime.put("type", "platform")
                .put("bom-ref", "java-runtime")
                .put("publisher", System.getProperty("java.vendor", "?"))
                .put("name", "openjdk")
                .put("version", version)
                .putArray("licenses")
                .addObject()
                .put("expression", "GPL-2.0-only WITH Classpath-exception-2.0");
        return this;
    }

    void write(Path file) throws IOException {
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");
    }

    private ArrayNode components() {
        return document.withArray("components");
    }
}
