package nutshell.fleet;

import java.util.Map;

/**
 * One image by its name.
 *
 * @param hosts how many hosts run or hold it
 * @param containers how many containers were made from it
 * @param weak by question, how many hosts found it, or a container of it, weak
 */
public record FleetImage(String name, int hosts, int containers, Map<String, Integer> weak) {}
