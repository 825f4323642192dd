package nutshell.serve;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All attendees taken together. */
public final class Room {

    private Room() {}

    /**
     * What a room believes about one question.
     *
     * @param chosen how many chose which letter first
     * @param answer the kernel's; empty before anybody asked it
     * @param done how many have done the lab
     */
    public record Belief(Map<String, Integer> chosen, String answer, int done) {
        public Belief {
            chosen = Map.copyOf(chosen);
        }

        /** How many were wrong. */
        int wrong() {
            return chosen.entrySet().stream()
                    .filter(entry -> !entry.getKey().equals(answer))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }
    }

    public static Belief belief(Topic topic, Collection<Attendee> attendees) {
        List<Sign> signs = attendees.stream()
                .flatMap(attendee -> attendee.signs().values().stream())
                .filter(sign -> sign.lab().equals(topic.name()))
                .toList();
        Map<String, Integer> chosen = signs.stream()
                .map(Sign::predicted)
                .filter(letter -> !letter.isEmpty())
                .collect(Collectors.toMap(letter -> letter, letter -> 1, Integer::sum, TreeMap::new));
        // All have asked a kernel; where machines differ, what most of them said.
        String answer = signs.stream()
                .map(Sign::answer)
                .filter(letter -> letter.matches("[a-z]"))
                .collect(Collectors.groupingBy(letter -> letter, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
        return new Belief(
                chosen, answer, (int) signs.stream().filter(Sign::done).count());
    }
}
