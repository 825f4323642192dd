package nutshell.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nutshell.refusals.Printable;
import nutshell.vulnerabilities.Finding;
import nutshell.vulnerabilities.Running;
import nutshell.vulnerabilities.Scan;
import nutshell.vulnerabilities.Severity;
import org.jspecify.annotations.Nullable;

/**
 * The containers that run, each with what its image has and whether its name means another one by now.
 *
 * @param unasked engines that could not be asked, with the reason
 */
record RunningReport(List<Entry> entries, List<String> unasked, boolean ownData) implements Told {

    private static final int FLAWS_TOLD = 6;

    /**
     * One container.
     *
     * @param scan of its image; nothing where that could not be read
     * @param reason why it could not
     */
    record Entry(Running running, Optional<Scan> scan, String reason) {

        List<Finding> findings() {
            return scan.stream()
                    .flatMap(done -> done.findings().stream())
                    .filter(finding -> finding.verdict().counts())
                    .toList();
        }

        boolean replace() {
            return running.newer().isPresent() || !findings().isEmpty();
        }
    }

    @Override
    public Optional<Severity> worst() {
        // An image that could not be read may have anything.
        return entries.stream()
                .flatMap(entry -> entry.scan().isEmpty()
                        ? Optional.of(Severity.UNKNOWN).stream()
                        : entry.scan().get().worst().stream())
                .max(Comparator.naturalOrder());
    }

    @Override
    public List<String> lines(Paint paint, int width) {
        FindingPage page = new FindingPage(paint, width);
        List<String> lines = new ArrayList<>(List.of(paint.strong(headline())));
        unasked.forEach(reason -> lines.addAll(page.warned("not known", reason)));
        for (Entry entry : entries) {
            lines.add("");
            String sign = entry.scan().isEmpty()
                    ? paint.notable("unknown")
                    : entry.replace() ? paint.bad("replace") : paint.good("nothing found");
            lines.add("  " + sign + "  "
                    + paint.strong(Printable.text(
                            entry.running().engine().word() + ":"
                                    + entry.running().container(),
                            100))
                    + "   from " + Printable.text(entry.running().image(), 200));
            lines.addAll(reasons(page, entry));
        }
        if (entries.stream().anyMatch(Entry::replace)) {
            lines.add("");
            lines.addAll(
                    page.labelled(
                            "what to do",
                            "rebuild the image and replace the container: a patch inside it is gone with its next start, and nobody has reviewed it"));
        }
        if (!ownData) {
            lines.add("");
            lines.addAll(
                    page.labelled("data", "the few records of lab 28: they judge nothing real. Your own: --db DIR"));
        }
        return lines;
    }

    /** Where an engine could not be asked, none is not nobody. */
    private String headline() {
        String number = entries.size() == 1 ? "1 container runs" : entries.size() + " containers run";
        return unasked.isEmpty() ? number : number + ", as far as engines could be asked";
    }

    private static List<String> reasons(FindingPage page, Entry entry) {
        List<String> lines = new ArrayList<>();
        entry.running()
                .newer()
                .ifPresent(now -> lines.addAll(page.labelled(
                        "older",
                        "runs on %s, and its name means %s by now"
                                .formatted(brief(entry.running().id()), brief(now)))));
        if (!entry.reason().isEmpty()) {
            lines.addAll(page.warned("not known", entry.reason()));
        }
        List<Finding> findings = entry.findings();
        if (!findings.isEmpty()) {
            String flaws = findings.stream()
                    .limit(FLAWS_TOLD)
                    .map(finding -> Printable.text(
                                    finding.flaw() + " " + finding.first().name(), 100) + " ("
                            + finding.severity().word() + ")")
                    .collect(Collectors.joining(", "));
            int more = findings.size() - FLAWS_TOLD;
            lines.addAll(page.labelled("has", flaws + (more > 0 ? " and " + more + " more" : "")));
        }
        entry.scan().stream()
                .flatMap(scan -> scan.doubts().stream())
                .forEach(doubt -> lines.addAll(page.warned("not known", Printable.text(doubt, 400))));
        return lines;
    }

    private static String brief(String id) {
        return id.substring(0, Math.min(12, id.length()));
    }

    /** {@code nutshell.scan-running/1}. */
    @Override
    public Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = Json.schema("nutshell.scan-running/1");
        json.put("not_asked", unasked);
        json.put(
                "containers",
                entries.stream().map(entry -> json(entry, ownData)).toList());
        return json;
    }

    private static Map<String, @Nullable Object> json(Entry entry, boolean ownData) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("engine", entry.running().engine().word());
        json.put("container", entry.running().container());
        json.put("image", entry.running().image());
        json.put("image_id", entry.running().id());
        json.put("name_means_now", entry.running().newer().orElse(null));
        json.put("replace", entry.replace());
        json.put("scan", entry.scan().map(scan -> ScanJson.of(scan, ownData)).orElse(null));
        json.put("not_known", entry.reason().isEmpty() ? null : entry.reason());
        return json;
    }
}
