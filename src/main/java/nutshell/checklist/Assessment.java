package nutshell.checklist;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nutshell.checklist.rules.Rules;
import nutshell.evidence.Facts;

/**
 * The checklist against one machine, at one moment.
 *
 * @param host what the machine is: its name, kernel, who looked
 * @param images by container, the name of the image it was made from
 */
public record Assessment(Map<String, String> host, Instant at, Map<String, String> images, List<Assessed> questions) {

    public Assessment {
        questions = List.copyOf(questions);
        images = Collections.unmodifiableMap(new TreeMap<>(images));
    }

    public static Assessment of(
            Map<String, String> host, Instant at, Checklist checklist, List<Facts> facts, Map<String, Answer> answers) {
        return new Assessment(
                host,
                at,
                images(facts),
                checklist.questions().stream()
                        .map(question -> Assessed.of(
                                question,
                                Rules.find(question.rule()),
                                facts,
                                Optional.ofNullable(answers.get(question.id()))))
                        .toList());
    }

    private static Map<String, String> images(List<Facts> facts) {
        Map<String, String> images = new TreeMap<>();
        facts.stream()
                .filter(each -> each.collector().equals("containers"))
                .forEach(each -> each.text("image").ifPresent(image -> images.put(each.subject(), image)));
        return images;
    }

    /** The same of fewer questions. */
    public Assessment only(List<Assessed> few) {
        return new Assessment(host, at, images, few);
    }

    /** How many questions stand where. */
    public Map<Standing, Long> byStanding() {
        Map<Standing, Long> counts = new EnumMap<>(Standing.class);
        for (Standing standing : Standing.values()) {
            counts.put(
                    standing,
                    questions.stream()
                            .filter(each -> each.standing() == standing)
                            .count());
        }
        return counts;
    }

    /** For each subject how many of its findings stand where: there is no single score. */
    public Map<String, Map<Standing, Long>> bySubject() {
        Map<String, Map<Standing, Long>> subjects = new TreeMap<>();
        for (Assessed assessed : questions) {
            for (Finding finding : assessed.evidence()) {
                if (finding.standing() != Standing.NOT_HERE) {
                    subjects.computeIfAbsent(finding.subject(), subject -> new EnumMap<>(Standing.class))
                            .merge(finding.standing(), 1L, Long::sum);
                }
            }
        }
        return subjects;
    }

    public List<Assessed> overdue(LocalDate today) {
        return questions.stream()
                .filter(each ->
                        each.answer().filter(answer -> answer.isOverdue(today)).isPresent())
                .toList();
    }
}
