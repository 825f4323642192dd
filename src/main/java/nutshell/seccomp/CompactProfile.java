package nutshell.seccomp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import nutshell.seccomp.Condition.Comparison;

/**
 * Reads the form in which profiles of our own are kept, a rule a line; {@code docker-default.txt} says how it is written.
 * A mistake in it is a mistake in this program.
 */
final class CompactProfile {

    private final List<String> lines;

    CompactProfile(List<String> lines) {
        this.lines = lines;
    }

    Profile profile() {
        Action otherwise = Action.KILL_PROCESS;
        List<List<Abi>> ways = new ArrayList<>();
        List<ProfileRule> rules = new ArrayList<>();
        for (String line : lines) {
            Deque<String> words = new ArrayDeque<>(Arrays.asList(line.split(" ", -1)));
            String first = words.removeFirst();
            switch (first) {
                case "otherwise" -> otherwise = action(words.removeFirst());
                case "ways" ->
                    ways.add(words.stream()
                            .map(word -> Abi.of(word).orElseThrow())
                            .toList());
                default -> rules.add(rule(first.equals("allow") ? Action.ALLOW : action(first), words));
            }
        }
        return new Profile(otherwise, ways, rules, List.of());
    }

    private static Action action(String word) {
        return Action.of(word).orElseThrow();
    }

    private static ProfileRule rule(Action action, Deque<String> words) {
        List<String> calls = until(words, List.of("when", "if", "unless"));
        List<Condition> conditions = takes(words, "when") ? List.of(condition(words)) : List.of();
        Facts includes = takes(words, "if") ? facts(until(words, List.of("unless"))) : Facts.NONE;
        Facts excludes = takes(words, "unless") ? facts(until(words, List.of())) : Facts.NONE;
        return new ProfileRule(calls, action, conditions, includes, excludes);
    }

    private static boolean takes(Deque<String> words, String word) {
        return word.equals(words.peekFirst()) && words.removeFirst().equals(word);
    }

    private static List<String> until(Deque<String> words, List<String> ends) {
        List<String> taken = new ArrayList<>();
        while (!words.isEmpty() && !ends.contains(words.getFirst())) {
            taken.add(words.removeFirst());
        }
        return taken;
    }

    private static Condition condition(Deque<String> words) {
        int argument = Integer.parseInt(words.removeFirst().substring(1));
        if (takes(words, "masked")) {
            long mask = Long.decode(words.removeFirst());
            words.removeFirst();
            return new Condition(argument, Comparison.MASKED_EQ, mask, Long.decode(words.removeFirst()));
        }
        Comparison comparison = Comparison.valueOf(words.removeFirst().toUpperCase(Locale.ROOT));
        return new Condition(argument, comparison, Long.decode(words.removeFirst()));
    }

    private static Facts facts(List<String> words) {
        return new Facts(
                words.stream().filter(word -> word.startsWith("CAP_")).toList(),
                after(words, "arch:"),
                after(words, "kernel:").stream().findFirst().flatMap(KernelVersion::of));
    }

    private static List<String> after(List<String> words, String prefix) {
        return words.stream()
                .filter(word -> word.startsWith(prefix))
                .map(word -> word.substring(prefix.length()))
                .toList();
    }
}
