package nutshell.fleet;

/** A report that is not part of the fleet's, and why: it is damaged, from the future, or there is a newer one. */
public record LeftOut(String report, String why) {}
