package nutshell.container;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import nutshell.refusals.Printable;
import nutshell.seccomp.Abi;
import nutshell.seccomp.Action;
import nutshell.seccomp.Circumstances;
import nutshell.seccomp.Errno;
import nutshell.seccomp.Filter;
import nutshell.seccomp.Rule;
import nutshell.seccomp.Syscalls;

/**
 * Calls that are denied, all others let through; or calls that are let through, all others denied.
 *
 * @param ways the ways into the kernel it is for; where none is named, those that this machine usually has
 */
record FilterWords(boolean deny, List<Rule> rules, Action otherwise, List<Abi> ways) implements FilterSource {

    private static final Action REFUSE = Action.errno(Errno.EPERM);

    FilterWords {
        rules = List.copyOf(rules);
        ways = List.copyOf(ways);
    }

    static FilterWords deny(Arguments arguments, Optional<String> arch) {
        List<Rule> rules = all(arguments, FilterWords::denied);
        return new FilterWords(true, rules, Action.ALLOW, ways(arch, arguments));
    }

    static FilterWords allow(Arguments arguments, Optional<String> arch, Optional<String> otherwise) {
        Action refusal = otherwise.map(word -> action(word, arguments)).orElse(REFUSE);
        return new FilterWords(false, all(arguments, FilterWords::allowed), refusal, ways(arch, arguments));
    }

    private static List<Rule> all(Arguments arguments, Function<Arguments, Rule> reader) {
        List<Rule> rules = new ArrayList<>();
        do {
            rules.add(reader.apply(arguments));
        } while (!arguments.isEmpty());
        return rules;
    }

    private static List<Abi> ways(Optional<String> names, Arguments arguments) {
        return names.stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(name -> way(name, arguments))
                .toList();
    }

    private static Abi way(String name, Arguments arguments) {
        return Abi.of(name)
                .orElseThrow(() ->
                        arguments.wrong("'%s' is none of %s".formatted(Printable.text(name, 80), names(Abi.values()))));
    }

    private static String names(Abi... ways) {
        return String.join(", ", Arrays.stream(ways).map(Abi::word).toList());
    }

    private static Rule denied(Arguments arguments) {
        String word = arguments.next("a system call");
        int equals = word.indexOf('=');
        String call = Syscalls.require(equals < 0 ? word : word.substring(0, equals));
        return new Rule(call, equals < 0 ? REFUSE : action(word.substring(equals + 1), arguments));
    }

    private static Rule allowed(Arguments arguments) {
        return new Rule(Syscalls.require(arguments.next("a system call")), Action.ALLOW);
    }

    private static Action action(String word, Arguments arguments) {
        Optional<Action> action = Action.of(word).filter(read -> !read.equals(Action.ALLOW));
        return action.orElseThrow(() -> arguments.wrong("'%s' is no errno and no action (%s)%s"
                .formatted(
                        Printable.text(word, 80),
                        "KILL_PROCESS, KILL_THREAD, TRAP, LOG",
                        Errno.nearest(word).isEmpty()
                                ? ""
                                : "; did you mean " + String.join(" or ", Errno.nearest(word)) + "?")));
    }

    @Override
    public List<String> words() {
        Stream<String> calls = rules.stream().map(this::word);
        Stream<String> others =
                deny || otherwise.equals(REFUSE) ? Stream.of() : Stream.of("--otherwise", word(otherwise));
        Stream<String> arch = ways.isEmpty()
                ? Stream.of()
                : Stream.of(
                        "--arch", String.join(",", ways.stream().map(Abi::word).toList()));
        return Stream.of(Stream.of(deny ? "deny" : "allow"), calls, others, arch)
                .flatMap(words -> words)
                .toList();
    }

    private String word(Rule rule) {
        return !deny || rule.action().equals(REFUSE) ? rule.call() : rule.call() + "=" + word(rule.action());
    }

    private static String word(Action action) {
        return action.kind() == Action.Kind.ERRNO ? new Errno(action.data()).toString() : action.toString();
    }

    @Override
    public Filter filter(Circumstances here) {
        // Who names the ways of what is denied leaves the others open: the mistake of many a filter, to be tried.
        boolean open = deny && !ways.isEmpty();
        return new Filter(
                otherwise,
                rules,
                ways.isEmpty() ? here.abi().usual() : ways,
                open ? Action.ALLOW : Action.KILL_PROCESS);
    }

    @Override
    public List<String> notes() {
        return List.of();
    }
}
