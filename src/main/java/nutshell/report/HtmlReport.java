package nutshell.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nutshell.checklist.Assessed;
import nutshell.checklist.Assessment;
import nutshell.checklist.Change;
import nutshell.checklist.Question;
import nutshell.checklist.Standing;
import nutshell.content.ProgramFile;

/** One file that needs no other: to be read on a phone or on paper, by day and by night. It makes no request anywhere. */
public final class HtmlReport {

    private static final int MOST_SUBJECTS = 30;

    private static final Pattern PLACE = Pattern.compile("@([A-Z]+)@");

    private HtmlReport() {}

    public static String of(Assessment assessment, Optional<List<Change>> changes) {
        String title =
                "Container checklist of " + Escaped.html(assessment.host().getOrDefault("name", "?"));
        return page(Map.of(
                "TITLE", title,
                "WHEN", when(assessment),
                "WHOSE", "subject",
                "FILTERS",
                        filters(
                                assessment.byStanding(),
                                assessment.questions().stream()
                                        .map(Assessed::question)
                                        .toList()),
                "GROUPS", StandingPicture.byGroup(assessment),
                "SUBJECTS", StandingPicture.bySubject(assessment),
                "CHANGES", changes.map(HtmlReport::changes).orElse(""),
                "QUESTIONS",
                        assessment.questions().stream()
                                .map(HtmlReport::question)
                                .collect(Collectors.joining("\n"))));
    }

    /** The page with its places filled in: in one pass, so that nothing a stranger wrote is taken for a place of ours. */
    static String page(Map<String, String> parts) {
        return PLACE.matcher(ProgramFile.text("/nutshell/report/page.html"))
                .replaceAll(place -> Matcher.quoteReplacement(
                        switch (place.group(1)) {
                            case "STYLE" -> ProgramFile.text("/nutshell/report/page.css");
                            case "SCRIPT" -> ProgramFile.text("/nutshell/report/page.js");
                            default -> parts.getOrDefault(place.group(1), "");
                        }));
    }

    private static String when(Assessment assessment) {
        return Escaped.html("%s · Linux %s · %s"
                .formatted(
                        assessment.at().toString().replaceFirst("T.*", ""),
                        assessment.host().getOrDefault("kernel", "?"),
                        TextReport.summary(assessment)));
    }

    /** What the page's script shows and hides. */
    static String filters(Map<Standing, Long> counts, List<Question> questions) {
        StringBuilder html = new StringBuilder();
        counts.forEach((standing, count) -> html.append(
                "<label class=\"chip %s\"><input type=\"checkbox\" name=\"standing\" value=\"%s\"%s> %s <b>%d</b></label>\n"
                        .formatted(
                                standing.word(),
                                standing.word(),
                                standing == Standing.NOT_HERE ? "" : " checked",
                                standing.word(),
                                count)));
        Set<String> groups = new LinkedHashSet<>();
        questions.forEach(each -> groups.add(each.group()));
        html.append("<label>Group <select id=\"group\"><option value=\"\">all</option>");
        groups.forEach(
                group -> html.append("<option>").append(Escaped.html(group)).append("</option>"));
        return html.append("</select></label>").toString();
    }

    private static String question(Assessed assessed) {
        return article(assessed.question(), assessed.standing(), evidence(assessed) + answer(assessed));
    }

    /** A question with what was found, and what its file says of it. */
    static String article(Question question, Standing standing, String found) {
        String word = standing.word();
        return """
                <article class="question %s" id="%s" data-standing="%s" data-group="%s">
                <h3><span class="id">%s</span> <span class="mark %s">%s</span> %s</h3>
                %s
                <details><summary>Why it matters</summary>%s</details>
                <details><summary>What we look at</summary>%s</details>
                <details%s><summary>If it is weak</summary>%s%s</details>
                <p class="references">%s</p>
                </article>""".formatted(
                        word,
                        Escaped.html(question.id()),
                        word,
                        Escaped.html(question.group()),
                        Escaped.html(question.id()),
                        word,
                        word,
                        Escaped.html(question.asks()),
                        found,
                        Prose.html(question.why()),
                        Prose.html(question.whatWeLookAt()),
                        standing == Standing.WEAK ? " class=\"fix\"" : "",
                        Prose.html(question.ifWeak()),
                        Prose.html(question.seeItHappen()),
                        Escaped.html(String.join(" · ", question.references())));
    }

    private static String evidence(Assessed assessed) {
        if (assessed.evidence().isEmpty()) {
            return "<p class=\"none\">Nothing of this kind was found here.</p>";
        }
        StringBuilder html = new StringBuilder("<ul class=\"evidence\">");
        Wording.lines(assessed).forEach(line -> html.append(line(line)));
        return html.append("</ul>").toString();
    }

    /** A fact with those it holds of. */
    static String line(Wording.Line line) {
        StringBuilder html = new StringBuilder("<li><span class=\"mark %s\">%s</span> "
                .formatted(line.standing().word(), line.standing().word()));
        html.append(Escaped.html(line.fact())).append(" <span class=\"who\">");
        html.append(line.subjects().stream()
                .limit(MOST_SUBJECTS)
                .map(subject -> "<span>" + Escaped.html(subject) + "</span>")
                .collect(Collectors.joining(" ")));
        html.append(
                line.subjects().size() > MOST_SUBJECTS
                        ? " and %d more".formatted(line.subjects().size() - MOST_SUBJECTS)
                        : "");
        return html.append("</span></li>").toString();
    }

    private static String answer(Assessed assessed) {
        return assessed.answer()
                .map(answer -> "<p class=\"answer\">Answer: " + Escaped.html(TextReport.answer(answer)) + "</p>")
                .orElse("");
    }

    private static String changes(List<Change> changes) {
        StringBuilder html = new StringBuilder("<section id=\"changes\"><h2>Since last time</h2>");
        html.append(changes.isEmpty() ? "<p>Nothing has changed.</p>" : "<ul>");
        changes.forEach(change -> html.append("<li><b>%s</b> <a href=\"#%s\">%s</a> %s: %s</li>"
                .formatted(
                        change.what().word(),
                        Escaped.html(change.id()),
                        Escaped.html(change.id()),
                        Escaped.html(change.subject()),
                        Escaped.html(change.fact()))));
        return html.append(changes.isEmpty() ? "</section>" : "</ul></section>").toString();
    }
}
