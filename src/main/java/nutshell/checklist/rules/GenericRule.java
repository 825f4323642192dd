package nutshell.checklist.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nutshell.checklist.Finding;
import nutshell.checklist.Rule;
import nutshell.evidence.Facts;

/** A rule that a question writes down itself: one fact, compared with one value. */
record GenericRule(String comparison, String fact, String value) implements Rule {

    private static final Pattern WORDS =
            Pattern.compile("(equals|contains|at-least) ([A-Za-z0-9_.]+) (.+)|(absent) ([A-Za-z0-9_.]+)");

    static Optional<GenericRule> parse(String words) {
        Matcher matcher = WORDS.matcher(words.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                matcher.group(4) == null
                        ? new GenericRule(matcher.group(1), matcher.group(2), matcher.group(3))
                        : new GenericRule(matcher.group(4), matcher.group(5), ""));
    }

    @Override
    public List<Finding> judge(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (comparison.equals("absent")) {
            return absent(verdict);
        }
        verdict.on(
                fact,
                found -> verdict.when(
                        !holds(found),
                        fact,
                        "%s is %s, not %s %s".formatted(fact, shown(found), words(), value),
                        fact + " is " + shown(found)));
        return verdict.findings();
    }

    private List<Finding> absent(Verdict verdict) {
        return verdict.on(
                        fact, found -> verdict.when(!isEmpty(found), fact, fact + " is " + shown(found), "no " + fact))
                .findings();
    }

    private boolean holds(JsonNode found) {
        return switch (comparison) {
            case "equals" -> found.asText().equals(value);
            case "contains" ->
                found.isArray()
                        ? Facts.texts(found).contains(value)
                        : found.asText().contains(value);
            default -> found.isNumber() && value.matches("-?[0-9]{1,18}") && found.asLong() >= Long.parseLong(value);
        };
    }

    private String words() {
        return comparison.equals("equals") ? "" : comparison.replace('-', ' ');
    }

    private static boolean isEmpty(JsonNode found) {
        return found.isNull()
                || (found.isContainerNode() ? found.isEmpty() : found.asText().isEmpty());
    }

    private static String shown(JsonNode found) {
        return found.isContainerNode() ? found.toString() : found.asText();
    }
}
