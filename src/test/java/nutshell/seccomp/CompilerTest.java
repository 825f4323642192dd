package nutshell.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nutshell.refusals.Refusal;
import nutshell.seccomp.Condition.Comparison;
import org.junit.jupiter.api.Test;

class CompilerTest {

    private static final List<Abi> HERE = List.of(Abi.X86_64, Abi.I386);
    private static final Action EPERM = Action.errno(Errno.EPERM);

    @Provide
    static Arbitrary<Filter> filters() {
        return Filters.filters();
    }

    @Property(tries = 600)
    void a_compiled_filter_decides_as_its_rules_say(@ForAll("filters") Filter filter, @ForAll Random random) {
        Program program = filter.compile();

        assertEquals(Optional.empty(), program.defect());
        Filters.calls(filter).generator(1000).stream(random)
                .limit(200)
                .map(shrinkable -> shrinkable.value())
                .forEach(call -> assertEquals(
                        filter.decide(call),
                        program.decide(call),
                        () -> call + "\n" + String.join("\n", program.listing())));
    }

    @Property(tries = 100)
    void no_arguments_lead_to_what_is_not_among_the_outcomes(@ForAll("filters") Filter filter, @ForAll Random random) {
        Program program = filter.compile();

        Filters.calls(filter).generator(1000).stream(random)
                .limit(50)
                .map(shrinkable -> shrinkable.value())
                .forEach(call -> {
                    for (Abi abi : Abi.values()) {
                        if (abi.isWayOf(call.arch(), call.number())) {
                            Action action = program.decide(call);
                            assertTrue(program.outcomes(abi, call.number()).contains(action), call + ": " + action);
                        }
                    }
                });
    }

    @Property(tries = 200)
    void what_was_written_is_read_back(@ForAll("filters") Filter filter) {
        Program program = filter.compile();

        assertEquals(program, Program.read(program.bytes()));
        assertEquals(8 * program.length(), program.bytes().length);
    }

    @Test
    void looks_at_the_architecture_before_anything_else() {
        Program program = new Filter(Action.ALLOW, List.of(), HERE, Action.KILL_PROCESS).compile();

        assertEquals(
                new Instruction(Bpf.LD | Bpf.ABS, 0, 0, CallData.ARCH),
                program.instructions().get(0));
        assertEquals(Action.KILL_PROCESS, program.decide(CallData.of(Abi.AARCH64, 0)));
    }

    @Test
    void refuses_x32_unless_it_is_one_of_the_ways() {
        int mkdir = Syscalls.number(Abi.X32, "mkdir").orElseThrow();
        Rule rule = new Rule("mkdir", EPERM);
        Filter without = new Filter(Action.ALLOW, List.of(rule), HERE, Action.KILL_PROCESS);
        Filter with = new Filter(Action.ALLOW, List.of(rule), List.of(Abi.X86_64, Abi.X32), Action.KILL_PROCESS);

        CallData call = CallData.of(Abi.X32, mkdir);

        assertEquals(Action.KILL_PROCESS, without.compile().decide(call));
        assertEquals(EPERM, with.compile().decide(call));
    }

    @Test
    void tells_the_same_number_of_two_ways_apart() {
        Program program = new Filter(Action.ALLOW, List.of(new Rule("mkdir", EPERM)), HERE, EPERM).compile();

        assertEquals(EPERM, program.decide(CallData.of(Abi.X86_64, 83)));
        assertEquals(Action.ALLOW, program.decide(CallData.of(Abi.I386, 83)), "symlink there");
        assertEquals(EPERM, program.decide(CallData.of(Abi.I386, 39)));
        assertEquals(Action.ALLOW, program.decide(CallData.of(Abi.X86_64, 39)), "getpid here");
    }

    @Test
    void compares_arguments_with_all_their_64_bits() {
        Rule rule = new Rule("socket", Action.ALLOW, List.of(new Condition(0, Comparison.LT, 38)));
        Program program = new Filter(EPERM, List.of(rule), List.of(Abi.X86_64), EPERM).compile();

        assertEquals(Action.ALLOW, program.decide(socket(37)));
        assertEquals(EPERM, program.decide(socket(38)));
        assertEquals(EPERM, program.decide(socket(0x1_0000_0000L)), "a large value with a small low half");
        assertEquals(Set.of(Action.ALLOW, EPERM), program.outcomes(Abi.X86_64, 41));
        assertEquals(Set.of(EPERM), program.outcomes(Abi.X86_64, 42));
    }

    private static CallData socket(long domain) {
        return new CallData(41, Abi.X86_64.audit(), 0, List.of(domain, 0L, 0L, 0L, 0L, 0L));
    }

    @Test
    void finds_a_call_among_hundreds_in_a_few_steps() {
        List<Rule> rules = Syscalls.of(Abi.X86_64).stream()
                .filter(call -> Syscalls.number(Abi.X86_64, call).orElseThrow() % 2 == 0)
                .map(call -> new Rule(call, EPERM))
                .toList();
        Program program = new Filter(Action.ALLOW, rules, List.of(Abi.X86_64), EPERM).compile();

        assertTrue(program.length() < 500, program.length() + " instructions");
        for (int number = 0; number < 500; number++) {
            Interpreter interpreter = new Interpreter(program, CallData.of(Abi.X86_64, number));
            interpreter.run();
            assertTrue(interpreter.steps() <= 16, number + ": " + interpreter.steps() + " steps");
        }
    }

    @Test
    void jumps_farther_than_a_comparison_can() {
        List<Rule> rules = IntStream.range(0, 300)
                .mapToObj(i -> new Rule("mkdir", EPERM, List.of(new Condition(i % 6, Comparison.EQ, i))))
                .toList();
        Filter filter = new Filter(Action.ALLOW, rules, List.of(Abi.I386, Abi.X86_64), Action.KILL_PROCESS);
        Program program = filter.compile();

        assertTrue(program.length() > 2000 && program.length() <= 4096, program.length() + " instructions");
        assertTrue(program.instructions().stream().anyMatch(i -> i.jumpsAlways() && i.k() > 255));
        for (long value = 0; value < 310; value++) {
            CallData call = new CallData(83, Abi.X86_64.audit(), 0, List.of(value, 0L, 2L, value, -1L, value));
            assertEquals(filter.decide(call), program.decide(call));
        }
    }

    @Test
    void refuses_what_is_too_long_for_the_kernel() {
        List<Rule> rules = IntStream.range(0, 2000)
                .mapToObj(i -> new Rule("mkdir", EPERM, List.of(new Condition(0, Comparison.EQ, i))))
                .toList();
        Filter filter = new Filter(Action.ALLOW, rules, HERE, EPERM);

        String told =
                String.valueOf(assertThrows(Refusal.class, filter::compile).getMessage());

        assertTrue(told.contains("4096"), told);
    }
}
