package nutshell.seccomp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import nutshell.refusals.Refusal;

/**
 * Writes a filter as a BPF program. The architecture comes first: the same number is another call on each. Then the
 * number is searched for by halves, as a program is run before every single call and no list should be walked there.
 */
final class Compiler {

    /** What becomes of a call of one number: the conditional answers in turn, then the last. */
    private record Answer(List<Rule> conditional, Action last) {}

    /** Neighbouring numbers with the same answer, the end not included. */
    private record Range(long start, long end, Answer answer) {
        boolean isOneNumber() {
            return end - start == 1;
        }
    }

    /** So few numbers are compared one by one: easier to read, and no slower. */
    private static final int FEW = 3;

    private static final long NUMBERS = 1L << 32;

    private final Filter filter;
    private final Assembler assembler = new Assembler();
    private final Map<String, List<Rule>> rulesByCall;

    Compiler(Filter filter) {
        this.filter = filter;
        this.rulesByCall = filter.rules().stream()
                .collect(Collectors.groupingBy(Rule::call, LinkedHashMap::new, Collectors.toList()));
    }

    Program program() {
        assembler.load(CallData.ARCH);
        Map<Integer, Assembler.Label> sections = new LinkedHashMap<>();
        filter.ways().forEach(abi -> sections.putIfAbsent(abi.audit(), new Assembler.Label()));
        sections.forEach((audit, section) -> {
            Assembler.Label next = new Assembler.Label();
            assembler.branch(Bpf.JEQ, audit, section, next);
            assembler.place(next);
        });
        assembler.answer(filter.elsewhere());
        sections.forEach(this::section);
        Program program = assembler.program();
        if (program.length() > Bpf.MOST_INSTRUCTIONS) {
            throw Refusal.usage(
                    "this filter takes %d instructions, and the kernel takes %d at most"
                            .formatted(program.length(), Bpf.MOST_INSTRUCTIONS),
                    "fewer rules with conditions, or two filters: both will be asked");
        }
        return program;
    }

    private void section(int audit, Assembler.Label section) {
        assembler.place(section);
        assembler.load(CallData.NUMBER);
        if (audit != Abi.X32.audit()) {
            search(audit, number -> true);
            return;
        }
        Assembler.Label x32 = new Assembler.Label();
        Assembler.Label x86 = new Assembler.Label();
        assembler.branch(Bpf.JSET, Abi.X32_BIT, x32, x86);
        assembler.place(x86);
        search(audit, number -> (number & Abi.X32_BIT) == 0);
        assembler.place(x32);
        search(audit, number -> (number & Abi.X32_BIT) != 0);
    }

    /** The search among numbers of which it is known that they are these, and the answers behind it. */
    private void search(int audit, IntPredicate these) {
        List<Range> ranges = ranges(audit, these);
        Map<Answer, Assembler.Label> answers = new LinkedHashMap<>();
        ranges.forEach(range -> answers.putIfAbsent(range.answer, new Assembler.Label()));
        search(ranges, answers);
        answers.forEach((answer, label) -> {
            assembler.place(label);
            write(answer);
        });
    }

    private List<Range> ranges(int audit, IntPredicate these) {
        SortedSet<Long> starts = new TreeSet<>(List.of(0L));
        filter.ways().stream()
                .filter(abi -> abi.audit() == audit)
                .forEach(abi -> rulesByCall.keySet().stream()
                        .flatMapToInt(call -> Syscalls.number(abi, call).stream())
                        .filter(these)
                        .forEach(number -> starts.addAll(List.of((long) number, number + 1L))));
        Deque<Range> ranges = new ArrayDeque<>();
        for (long start : starts) {
            // Below the first x32 number there is none: what stands for it may be any of them.
            Answer answer = answer(audit, these.test((int) start) ? (int) start : Abi.X32_BIT);
            Range last = ranges.pollLast();
            if (last != null && !last.answer.equals(answer)) {
                ranges.add(new Range(last.start, start, last.answer));
                last = null;
            }
            ranges.add(new Range(last == null ? start : last.start, NUMBERS, answer));
        }
        return List.copyOf(ranges);
    }

    private Answer answer(int audit, int number) {
        for (Abi abi : filter.ways()) {
            if (abi.isWayOf(audit, number)) {
                List<Rule> rules =
                        Syscalls.name(abi, number).map(rulesByCall::get).orElse(List.of());
                return answer(rules);
            }
        }
        return new Answer(List.of(), filter.elsewhere());
    }

    private Answer answer(List<Rule> rules) {
        List<Rule> conditional = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.conditions().isEmpty()) {
                // What stands behind it is never asked.
                return new Answer(conditional, rule.action());
            }
            conditional.add(rule);
        }
        return new Answer(conditional, filter.otherwise());
    }

    private void search(List<Range> ranges, Map<Answer, Assembler.Label> answers) {
        Answer common = commonest(ranges);
        List<Range> others =
                ranges.stream().filter(range -> !range.answer.equals(common)).toList();
        if (others.size() <= FEW && others.stream().allMatch(Range::isOneNumber)) {
            oneByOne(others, common, answers);
            return;
        }
        int middle = ranges.size() / 2;
        List<Range> low = ranges.subList(0, middle);
        List<Range> high = ranges.subList(middle, ranges.size());
        Assembler.Label lower = entrance(low, answers);
        Assembler.Label upper = entrance(high, answers);
        assembler.branch(Bpf.JGE, (int) ranges.get(middle).start, upper, lower);
        descend(low, lower, answers);
        descend(high, upper, answers);
    }

    /** Where only one range is left, its answer itself. */
    private static Assembler.Label entrance(List<Range> ranges, Map<Answer, Assembler.Label> answers) {
        return ranges.size() == 1 ? label(answers, ranges.get(0).answer) : new Assembler.Label();
    }

    private void descend(List<Range> ranges, Assembler.Label entrance, Map<Answer, Assembler.Label> answers) {
        if (ranges.size() > 1) {
            assembler.place(entrance);
            search(ranges, answers);
        }
    }

    private static Answer commonest(List<Range> ranges) {
        Map<Answer, Long> counts = ranges.stream()
                .collect(Collectors.groupingBy(
                        Range::answer, LinkedHashMap::new, Collectors.summingLong(r -> r.isOneNumber() ? 1 : 1000)));
        return Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
    }

    private void oneByOne(List<Range> others, Answer common, Map<Answer, Assembler.Label> answers) {
        for (int i = 0; i < others.size(); i++) {
            Range range = others.get(i);
            Assembler.Label next = new Assembler.Label();
            boolean last = i == others.size() - 1;
            assembler.branch(
                    Bpf.JEQ, (int) range.start, label(answers, range.answer), last ? label(answers, common) : next);
            assembler.place(next);
        }
        if (others.isEmpty()) {
            assembler.go(label(answers, common));
        }
    }

    private static Assembler.Label label(Map<Answer, Assembler.Label> answers, Answer answer) {
        return answers.computeIfAbsent(answer, a -> {
            throw new IllegalStateException("an answer without a place");
        });
    }

    private void write(Answer answer) {
        for (Rule rule : answer.conditional) {
            Assembler.Label next = new Assembler.Label();
            rule.conditions().forEach(condition -> new Comparison64(assembler, condition).write(next));
            assembler.answer(rule.action());
            assembler.place(next);
        }
        assembler.answer(answer.last);
    }
}
