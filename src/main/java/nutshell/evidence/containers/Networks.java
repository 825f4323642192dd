package nutshell.evidence.containers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import nutshell.evidence.FactSheet;
import nutshell.evidence.Facts;

/** The networks of one engine: who can talk to whom, and how. */
final class Networks {

    private final String label;

    Networks(String label) {
        this.label = label;
    }

    List<Facts> read(JsonNode networks) {
        List<Facts> all = new ArrayList<>();
        for (JsonNode network : networks) {
            String name = network.path("Name").asText("");
            String source = label + " network inspect " + name;
            JsonNode options = network.path("Options");
            all.add(new FactSheet()
                    .seen(source, "name", name)
                    .seen(source, "driver", network.path("Driver").asText(""))
                    .seen(source, "internal", network.path("Internal").asBoolean())
                    .seen(
                            source,
                            "icc",
                            !options.path("com.docker.network.bridge.enable_icc")
                                    .asText("true")
                                    .equals("false"))
                    .seen(source, "encrypted", options.has("encrypted"))
                    .of("networks", label + ":" + name));
        }
        return all;
    }
}
