package nutshell.cgroups;

/** One text to write into one file of a group; the controller tells in which hierarchy the group lies. */
public record Write(String controller, String file, String value) {}
