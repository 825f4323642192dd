package nutshell.checklist;

import java.util.List;
import java.util.Map;

/**
 * One question, as its file says it.
 *
 * @param group the folder it lies in
 * @param goals for whom it matters most: words of {@link Goals}
 * @param collectors whose facts it weighs
 * @param rule the rule's words
 * @param see what shows it happen: {@code escape runtime-socket}, {@code lab 03}
 * @param sections by heading
 */
public record Question(
        String id,
        String group,
        String asks,
        List<String> goals,
        List<String> collectors,
        String rule,
        List<String> references,
        List<String> see,
        Map<String, String> sections) {

    public Question {
        goals = List.copyOf(goals);
        collectors = List.copyOf(collectors);
        references = List.copyOf(references);
        see = List.copyOf(see);
    }

    public String why() {
        return sections.getOrDefault("Why it matters", "");
    }

    public String whatWeLookAt() {
        return sections.getOrDefault("What we look at", "");
    }

    public String ifWeak() {
        return sections.getOrDefault("If it is weak", "");
    }

    public String seeItHappen() {
        return sections.getOrDefault("See it happen", "");
    }

    /** The group's name as people write it. */
    public String groupTitle() {
        String words = group.replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
