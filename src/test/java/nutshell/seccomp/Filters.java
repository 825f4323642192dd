package nutshell.seccomp;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import nutshell.seccomp.Condition.Comparison;

/** Random filters, and calls that come near what they decide about. */
final class Filters {

    private static final List<String> CALLS = Stream.of(Abi.values())
            .flatMap(abi -> Syscalls.of(abi).stream())
            .distinct()
            .sorted()
            .toList();

    /** Values at which a comparison by halves might go wrong. */
    private static final Long[] EDGES = LongStream.of(
                    0,
                    1,
                    7,
                    0x7fff_ffffL,
                    0x8000_0000L,
                    0xffff_ffffL,
                    0x1_0000_0000L,
                    0x1_0000_0001L,
                    0x7fff_ffff_ffff_ffffL)
            .flatMap(value -> LongStream.of(value, ~value, value + 1))
            .boxed()
            .toArray(Long[]::new);

    private Filters() {}

    static Arbitrary<Long> values() {
        return Arbitraries.oneOf(Arbitraries.of(EDGES), Arbitraries.longs());
    }

    static Arbitrary<Action> actions() {
        return Arbitraries.of(
                Action.ALLOW,
                Action.KILL_PROCESS,
                Action.KILL_THREAD,
                Action.errno(Errno.EPERM),
                Action.errno(Errno.ENOSYS),
                new Action(Action.Kind.LOG, 0),
                new Action(Action.Kind.TRAP, 3));
    }

    private static Arbitrary<Condition> conditions() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5), Arbitraries.of(Comparison.class), values(), values())
                .as(Condition::new);
    }

    private static Arbitrary<Rule> rules() {
        Arbitrary<List<Condition>> conditions = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(3, Arbitraries.just(List.of())),
                net.jqwik.api.Tuple.of(1, conditions().list().ofMinSize(1).ofMaxSize(3)));
        return Combinators.combine(Arbitraries.of(CALLS), actions(), conditions).as(Rule::new);
    }

    static Arbitrary<Filter> filters() {
        Arbitrary<List<Abi>> ways = Arbitraries.of(
                List.of(Abi.X86_64),
                List.of(Abi.X86_64, Abi.I386),
                List.of(Abi.X86_64, Abi.I386, Abi.X32),
                List.of(Abi.X32),
                List.of(Abi.AARCH64, Abi.ARM));
        Arbitrary<List<Rule>> rules = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(3, rules().list().ofMaxSize(6)),
                net.jqwik.api.Tuple.of(1, rules().list().ofMinSize(30).ofMaxSize(400)));
        return Combinators.combine(actions(), rules, ways, actions()).as(Filter::new);
    }

    /** Calls of the filter's rules, their neighbours, and any other. */
    static Arbitrary<CallData> calls(Filter filter) {
        List<Integer> numbers = filter.rules().stream()
                .flatMap(rule -> Stream.of(Abi.values())
                        .flatMap(abi ->
                                Syscalls.number(abi, rule.call()).stream().boxed()))
                .flatMap(number -> Stream.of(number - 1, number, number + 1, number ^ Abi.X32_BIT))
                .toList();
        Arbitrary<Integer> any = Arbitraries.integers();
        Arbitrary<Integer> near = numbers.isEmpty() ? any : Arbitraries.oneOf(Arbitraries.of(numbers), any);
        List<Long> compared = filter.rules().stream()
                .flatMap(rule -> rule.conditions().stream())
                .flatMap(condition -> Stream.of(condition.value(), condition.value() - 1, condition.value() + 1))
                .toList();
        Arbitrary<Long> arguments =
                compared.isEmpty() ? values() : Arbitraries.oneOf(values(), Arbitraries.of(compared));
        return Combinators.combine(
                        near,
                        Arbitraries.oneOf(Arbitraries.of(Abi.values()).map(Abi::audit), any),
                        arguments.list().ofSize(6))
                .as((number, arch, values) -> new CallData(number, arch, 0, values));
    }
}
