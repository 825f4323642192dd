package nutshell.gate;

import java.time.LocalDate;

/** A flaw that somebody has looked at and takes upon themselves, up to and including a day. */
record Waiver(String flaw, String reason, LocalDate until) {}
