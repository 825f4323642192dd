package nutshell.container;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nutshell.network.InterfaceName;

/** Which cables of the session's containers are plugged into which bridge. */
final class Ports {

    private final Map<InterfaceName, InterfaceName> bridges = new LinkedHashMap<>();

    synchronized void plugged(InterfaceName port, InterfaceName bridge) {
        bridges.put(port, bridge);
    }

    synchronized void unplugged(String port) {
        bridges.keySet().removeIf(name -> name.name().equals(port));
    }

    synchronized List<InterfaceName> of(InterfaceName bridge) {
        return bridges.entrySet().stream()
                .filter(entry -> entry.getValue().equals(bridge))
                .map(Map.Entry::getKey)
                .toList();
    }
}
