package nutshell.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nutshell.why.Cause;
import nutshell.why.Why;

/** Tells what {@code why} found: the call, the cause, how that was tested, what to do. */
public final class Reasons {

    private static final int INDENT = 11;

    private Reasons() {}

    public static List<String> lines(Why.Report report, Paint paint, int width) {
        List<String> lines = new ArrayList<>();
        if (report.findings().isEmpty()) {
            lines.add("no system call was refused");
        }
        for (Why.Finding finding : report.findings()) {
            lines.add(paint.bad(finding.call()) + (finding.times() > 1 ? "   " + finding.times() + " times" : ""));
            finding.cause()
                    .ifPresentOrElse(
                            cause -> lines.addAll(told(cause, width)),
                            () -> lines.add("  unknown  no cause could be tested; explain " + finding.errno()));
        }
        return lines;
    }

    private static List<String> told(Cause cause, int width) {
        List<String> lines = new ArrayList<>();
        lines.addAll(labelled(cause.isTested() ? "because" : "perhaps", cause.sentence(), width));
        if (cause.isTested()) {
            lines.addAll(labelled("tested", cause.tested(), width));
        }
        lines.addAll(labelled("try", cause.remedy(), width));
        return lines;
    }

    private static List<String> labelled(String label, String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String line : Fold.wrap(text, width - INDENT)) {
            lines.add("  %-9s%s".formatted(lines.isEmpty() ? label : "", line));
        }
        return lines;
    }

    static Map<String, Object> fields(Why.Finding finding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("call", finding.call());
        fields.put("name", finding.name());
        fields.put("errno", finding.errno());
        fields.put("times", finding.times());
        fields.put("cause", finding.cause().map(Cause::kind).orElse(null));
        fields.put("because", finding.cause().map(Cause::sentence).orElse(null));
        fields.put(
                "tested",
                finding.cause()
                        .map(Cause::tested)
                        .filter(text -> !text.isEmpty())
                        .orElse(null));
        fields.put("try", finding.cause().map(Cause::remedy).orElse(null));
        return fields;
    }
}
