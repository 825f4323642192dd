package nutshell.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nutshell.checklist.Assessment;
import nutshell.checklist.Change;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import nutshell.report.HtmlReport;
import nutshell.report.JsonReport;
import nutshell.report.MarkdownReport;
import nutshell.report.PolicyReport;
import nutshell.report.SarifReport;
import nutshell.report.TextReport;

/** How {@code check} reports. */
enum ReportFormat {
    TEXT,
    MD,
    HTML,
    JSON,
    SARIF,
    POLICYREPORT;

    static ReportFormat parse(String word) {
        return Arrays.stream(values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> Refusal.usage(
                        "--format takes text, md, html, json, sarif or policyreport, not '" + Printable.text(word, 50)
                                + "'",
                        "nutshell check --evidence-only --format md"));
    }

    String of(Assessment assessment, Optional<List<Change>> changes, PolicyReport.Scope scope) {
        return switch (this) {
            case TEXT -> String.join("\n", TextReport.of(assessment, changes)) + "\n";
            case MD -> MarkdownReport.of(assessment, changes);
            case HTML -> HtmlReport.of(assessment, changes);
            case JSON -> Json.document(JsonReport.of(assessment, changes)) + "\n";
            case SARIF -> Json.document(SarifReport.of(assessment)) + "\n";
            case POLICYREPORT -> Json.document(PolicyReport.of(assessment, scope)) + "\n";
        };
    }
}
