package nutshell.labs;

import java.util.ArrayList;
import java.util.List;
import nutshell.refusals.Printable;

/** What somebody takes home from a lab: their own lines with the system calls, and what the kernel showed. */
final class Card {

    private Card() {}

    /** In Markdown. */
    static List<String> of(Lesson lesson) {
        Lab lab = lesson.lab();
        LabProgress progress = lesson.progress();
        List<String> lines = new ArrayList<>();
        lines.add("# Lab " + lab.name().substring(0, 2) + ": " + lab.title());
        lines.add("");
        lines.add("Done %s on Linux %s, with %s%s."
                .formatted(
                        progress.done(),
                        System.getProperty("os.version"),
                        progress.hints() == 1 ? "1 hint" : progress.hints() + " hints",
                        progress.solution() ? " and the solution" : ""));
        if (!progress.predicted().isEmpty()) {
            lines.add("");
            lines.add("Predicted %s, and the kernel said %s.".formatted(progress.predicted(), progress.answer()));
        }
        lines.add("");
        lines.add("## What the kernel showed");
        lines.add("");
        lesson.targets()
                .forEach(target -> target.observations()
                        .forEach(observation -> lines.add("- %s: `%s`".formatted(observation.told(), observation))));
        lines.add("");
        lines.add("## What was typed");
        lines.add("");
        // Indented, not fenced: no line can end it.
        progress.transcript().forEach(line -> lines.add("    " + Printable.text(line)));
        lines.add("");
        return lines;
    }
}
