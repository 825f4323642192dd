package nutshell.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.drift.Finding;
import nutshell.drift.Guard;
import nutshell.drift.Profile;
import nutshell.drift.Report;
import nutshell.drift.Target;
import nutshell.drift.Verdict;
import nutshell.refusals.Printable;
import org.jspecify.annotations.Nullable;

/** What watching a container has to say, for a person and for scripts; names in it are the container's choice. */
public final class DriftPage {

    private static final int LONGEST = 200;

    private final Paint paint;

    public DriftPage(Paint paint) {
        this.paint = paint;
    }

    String begun(Guard.Order order) {
        return "nutshell: %s %s; Ctrl-C ends it"
                .formatted(
                        order.blocks() ? "blocking in" : "watching",
                        shown(order.target().name()));
    }

    /** One finding. */
    public String line(Finding finding) {
        String what = finding.denied() ? paint.bad("denied ") : paint.notable("noticed");
        return "  %s  %s  %s (pid %d, %s)"
                .formatted(what, shown(finding.path()), finding.verdict().says(), finding.pid(), shown(finding.by()));
    }

    /** What it comes to; memory says why executable memory is not forbidden, where it is not. */
    public List<String> summary(Report report, Optional<String> memory) {
        List<String> lines = new ArrayList<>();
        lines.add("%s, measured by %s: %d started of the image, %d denied, %d noticed"
                .formatted(
                        shown(report.target().name()),
                        shown(report.source()),
                        report.allowed(),
                        times(report, true),
                        times(report, false)));
        report.findings().stream()
                .filter(finding -> finding.times() > 1)
                .forEach(finding ->
                        lines.add("  %s was tried %d times".formatted(shown(finding.path()), finding.times())));
        if (report.findings().stream().anyMatch(finding -> finding.verdict() == Verdict.SCRIPT)) {
            lines.add(
                    "  A script that an interpreter reads is not executed, so nobody is asked: an image without a shell"
                            + " stops it.");
        }
        report.unseen().forEach(what -> lines.add("  not watched: " + shown(what)));
        if (report.blocks()) {
            memory.ifPresent(why -> lines.add("  memory (memfd) is not stopped: " + why));
        }
        if (report.lost()) {
            lines.add("  there was more than could be noted");
        }
        return lines;
    }

    private static long times(Report report, boolean denied) {
        return report.findings().stream()
                .filter(finding -> finding.denied() == denied)
                .mapToLong(Finding::times)
                .sum();
    }

    static String learned(Target target, Profile profile, Path file) {
        return "%d programs of %s, from %s: %s"
                .formatted(profile.size(), shown(target.name()), profile.source(), shown(file.toString()));
    }

    /** {@code nutshell.drift/1}. */
    static Map<String, @Nullable Object> json(Report report, Optional<String> memory) {
        Map<String, @Nullable Object> json = Json.schema("nutshell.drift/1");
        json.put("target", report.target().name());
        json.put("mode", report.blocks() ? "block" : "watch");
        json.put("image", report.source());
        json.put("allowed", report.allowed());
        json.put("findings", report.findings().stream().map(DriftPage::json).toList());
        json.put("memfd_denied", memory.isEmpty());
        json.put("memfd_reason", memory.orElse(null));
        json.put("not_watched", report.unseen());
        json.put("complete", !report.lost());
        return json;
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("path", finding.path());
        json.put("why", finding.verdict().word());
        json.put("by", finding.by());
        json.put("pid", finding.pid());
        json.put("denied", finding.denied());
        json.put("times", finding.times());
        return json;
    }

    /** {@code nutshell.drift-profile/1}. */
    static Map<String, @Nullable Object> json(Target target, Profile profile) {
        Map<String, @Nullable Object> json = Json.schema("nutshell.drift-profile/1");
        json.put("target", target.name());
        json.put("image", profile.source());
        json.put("programs", profile.digests());
        return json;
    }

    private static String shown(String text) {
        return Printable.text(text, LONGEST);
    }
}
