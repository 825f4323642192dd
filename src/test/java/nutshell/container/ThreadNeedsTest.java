package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import nutshell.refusals.Refusal;
import nutshell.seccomp.Abi;
import nutshell.seccomp.Action;
import nutshell.seccomp.Circumstances;
import nutshell.seccomp.Condition;
import nutshell.seccomp.Errno;
import nutshell.seccomp.Filter;
import nutshell.seccomp.KernelVersion;
import nutshell.seccomp.Profile;
import nutshell.seccomp.Program;
import nutshell.seccomp.Rule;
import nutshell.seccomp.Syscalls;
import org.junit.jupiter.api.Test;

class ThreadNeedsTest {

    private static final Abi HERE = Abi.ofThisMachine();

    private static Program program(Rule... rules) {
        return new Filter(Action.ALLOW, List.of(rules), HERE.usual(), Action.KILL_PROCESS).compile();
    }

    private static String refusal(Program program) {
        return String.valueOf(assertThrows(Refusal.class, () -> new ThreadNeeds(program, "seccomp x").require(false))
                .getMessage());
    }

    @Test
    void names_only_calls_that_there_are() {
        assertEquals(
                List.of(),
                Stream.concat(ThreadNeeds.LIFE.stream(), ThreadNeeds.WORDS.stream())
                        .filter(call -> !Syscalls.known(call))
                        .toList());
    }

    @Test
    void a_call_that_only_some_arguments_may_not_make_is_missed_too() {
        Condition executable = new Condition(2, Condition.Comparison.MASKED_EQ, 4, 4);

        String told = refusal(program(new Rule("mprotect", Action.errno(Errno.EPERM), List.of(executable))));

        assertTrue(told.endsWith("it needs mprotect let through"), told);
    }

    @Test
    void a_process_that_only_makes_calls_on_request_needs_less() {
        Program program = program(new Rule("mprotect", Action.errno(Errno.EPERM)));

        refusal(program);
        new ThreadNeeds(program, "seccomp x").require(true);
    }

    @Test
    void dockers_own_suits_a_thread_with_every_capability_and_with_none() {
        for (Set<String> capabilities : List.of(Set.of("CAP_SYS_ADMIN"), Set.<String>of())) {
            Program program = Profile.dockerDefault()
                    .filter(new Circumstances(HERE, capabilities, new KernelVersion(6, 12)))
                    .compile();
            new ThreadNeeds(program, "seccomp load docker-default").require(false);
            new ThreadNeeds(program, "seccomp load docker-default").requireOfChild();
        }
    }
}
