package nutshell.checklist;

import java.util.Locale;

/** What is otherwise than in the report of last time. */
public record Change(String id, String subject, What what, String fact) {

    /** How it changed. */
    public enum What {
        NEW,
        WORSE,
        BETTER,
        GONE,
        OVERDUE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
