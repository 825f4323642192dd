package nutshell.evidence.containers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import nutshell.evidence.Facts;

/** What Podman's service says of a container in its own words alone, put where Docker's have it. */
final class PodmanWords {

    static final String DEVICE_RULES = "DeviceCgroupRules";
    private static final String OPTION = "--device-cgroup-rule";

    private PodmanWords() {}

    /**
     * Where its log ends, and which devices it may open. The latter stands in the command line that made it and nowhere
     * else, which may hold secrets: nothing more of it is kept. Of a container that no command line made it stays null.
     */
    static JsonNode add(ObjectNode container, JsonNode own) {
        if (!(container.path("HostConfig") instanceof ObjectNode settings)) {
            return container;
        }
        JsonNode log = own.path("HostConfig").path("LogConfig");
        if (log.isObject()) {
            ObjectNode told =
                    settings.putObject("LogConfig").put("Type", log.path("Type").asText(""));
            String size = log.path("Size").asText("");
            if (!size.matches("0?B?")) {
                told.putObject("Config").put("max-size", size);
            }
        }
        JsonNode command = own.path("Config").path("CreateCommand");
        settings.putNull(DEVICE_RULES);
        if (command.isArray()) {
            rules(Facts.texts(command), settings.putArray(DEVICE_RULES));
        }
        return container;
    }

    private static void rules(List<String> command, ArrayNode rules) {
        for (int i = 0; i < command.size(); i++) {
            if (command.get(i).startsWith(OPTION + "=")) {
                rules.add(command.get(i).substring(OPTION.length() + 1));
            } else if (command.get(i).equals(OPTION) && i + 1 < command.size()) {
                rules.add(command.get(i + 1));
            }
        }
    }
}
