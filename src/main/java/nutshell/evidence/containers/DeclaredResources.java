package nutshell.evidence.containers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a container may use of its host, as it was asked for: how much, and which devices. */
record DeclaredResources(JsonNode host) {

    /** By the names of cgroup v2's files; {@code max} where nothing was asked. */
    Map<String, String> limits() {
        Map<String, String> limits = new LinkedHashMap<>();
        limits.put("memory.max", positive(host.path("Memory").asLong()));
        limits.put("pids.max", positive(host.path("PidsLimit").asLong()));
        long nano = host.path("NanoCpus").asLong();
        long quota = host.path("CpuQuota").asLong();
        limits.put("cpu.max", nano > 0 ? nano / 1_000_000 + " of 1000" : positive(quota));
        String cpus = host.path("CpusetCpus").asText("");
        limits.put("cpuset.cpus", cpus.isEmpty() ? "max" : cpus);
        return limits;
    }

    private static String positive(long number) {
        return number > 0 ? Long.toString(number) : "max";
    }

    List<String> devices() {
        List<String> devices = new ArrayList<>();
        for (JsonNode device : host.path("Devices")) {
            devices.add(device.path("PathOnHost").asText(""));
        }
        for (JsonNode request : host.path("DeviceRequests")) {
            devices.add("request " + request.path("Driver").asText("gpu"));
        }
        return devices;
    }
}
