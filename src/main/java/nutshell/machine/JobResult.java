package nutshell.machine;

/**
 * What came of a job in a machine of its own.
 *
 * @param passed whether it left a result, and that says that all went well
 * @param why in a few words
 * @param log the end of what was said, for whoever has to find out
 */
public record JobResult(boolean passed, String why, String log) {}
