package nutshell.checklist;

/**
 * One piece of evidence, weighed.
 *
 * @param source where it was read, so that the reader can look too
 * @param subject whose it is, as its owner would say
 * @param fact what was found; never a secret's value
 */
public record Finding(String source, String subject, String fact, Standing standing) {}
