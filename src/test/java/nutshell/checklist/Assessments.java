package nutshell.checklist;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Assessments of a test's own making. */
public final class Assessments {

    public static final Instant THEN = Instant.parse("2026-11-21T08:00:00Z");

    private final List<Assessed> questions = new ArrayList<>();

    public static Assessments none() {
        return new Assessments();
    }

    /** Adds a question with findings. */
    public Assessments with(String id, Finding... evidence) {
        questions.add(new Assessed(question(id), List.of(evidence), Optional.empty()));
        return this;
    }

    public Assessments answered(String id, Answer answer, Finding... evidence) {
        questions.add(new Assessed(question(id), List.of(evidence), Optional.of(answer)));
        return this;
    }

    public Assessment on(String host) {
        return new Assessment(Map.of("name", host, "kernel", "6.12"), THEN, Map.of(), questions);
    }

    public Assessment made() {
        return on("box");
    }

    public static Finding finding(String subject, String fact, Standing standing) {
        return new Finding("/proc/1/status", subject, fact, standing);
    }

    public static Question question(String id) {
        return new Question(
                id,
                "secrets",
                "Is " + id + " well?",
                List.of("data"),
                List.of("containers"),
                "showsNoSecret",
                List.of("CIS 4.10"),
                List.of("escape host-mount"),
                Map.of(
                        "Why it matters",
                        "It does. Much.",
                        "What we look at",
                        "`This`.",
                        "If it is weak",
                        "- mend it",
                        "See it happen",
                        "So."));
    }
}
