package nutshell.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nutshell.refusals.Refusal;
import nutshell.seccomp.Condition.Comparison;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileTest {

    private static final Action EPERM = Action.errno(Errno.EPERM);

    private static final String WHOLE = """
            {
              "defaultAction": "SCMP_ACT_ERRNO",
              "defaultErrnoRet": 38,
              "archMap": [
                {"architecture": "SCMP_ARCH_X86_64", "subArchitectures": ["SCMP_ARCH_X86", "SCMP_ARCH_X32"]},
                {"architecture": "SCMP_ARCH_AARCH64", "subArchitectures": ["SCMP_ARCH_ARM"]},
                {"architecture": "SCMP_ARCH_S390X", "subArchitectures": null}
              ],
              "syscalls": [
                {"names": ["read", "write"], "action": "SCMP_ACT_ALLOW", "args": null, "comment": "of course"},
                {"names": ["mkdir"], "action": "SCMP_ACT_ERRNO", "errnoRet": 30},
                {"names": ["clone"], "action": "SCMP_ACT_ALLOW",
                 "args": [{"index": 0, "value": 2114060288, "valueTwo": 0, "op": "SCMP_CMP_MASKED_EQ"}],
                 "excludes": {"caps": ["CAP_SYS_ADMIN"]}},
                {"names": ["mount"], "action": "SCMP_ACT_ALLOW", "includes": {"caps": ["CAP_SYS_ADMIN"]}},
                {"names": ["ptrace"], "action": "SCMP_ACT_ALLOW", "includes": {"minKernel": "4.8"}},
                {"names": ["modify_ldt"], "action": "SCMP_ACT_ALLOW", "includes": {"arches": ["amd64", "x86"]}}
              ]
            }
            """;

    private static Profile profile(String json) {
        return Profile.read("p.json", json.getBytes(StandardCharsets.UTF_8));
    }

    private static Circumstances here(String... capabilities) {
        return new Circumstances(Abi.X86_64, Set.of(capabilities), new KernelVersion(6, 12));
    }

    private static Set<String> calls(Filter filter) {
        return Set.copyOf(filter.rules().stream().map(Rule::call).toList());
    }

    @Test
    void reads_what_docker_writes() {
        Filter filter = profile(WHOLE).filter(here());

        assertEquals(Action.errno(Errno.ENOSYS), filter.otherwise());
        assertEquals(List.of(Abi.X86_64, Abi.I386, Abi.X32), filter.ways());
        assertEquals(Set.of("read", "write", "mkdir", "clone", "ptrace", "modify_ldt"), calls(filter));
        assertEquals(List.of(), profile(WHOLE).notes());
        assertTrue(filter.rules().contains(new Rule("mkdir", Action.errno(new Errno(30)))));
        assertTrue(filter.rules()
                .contains(new Rule(
                        "clone", Action.ALLOW, List.of(new Condition(0, Comparison.MASKED_EQ, 0x7e02_0000L, 0)))));
    }

    @Test
    void lets_rules_count_by_capability_kernel_and_processor() {
        Profile profile = profile(WHOLE);

        assertEquals(
                Set.of("read", "write", "mkdir", "mount", "ptrace", "modify_ldt"),
                calls(profile.filter(here("CAP_SYS_ADMIN"))));
        assertEquals(
                Set.of("read", "write", "mkdir", "clone"),
                calls(profile.filter(new Circumstances(Abi.AARCH64, Set.of(), new KernelVersion(4, 7)))));
    }

    @Test
    void stands_on_its_own_way_when_it_names_none() {
        Filter filter = profile("{\"defaultAction\": \"SCMP_ACT_ALLOW\"}").filter(here());

        assertEquals(List.of(Abi.X86_64), filter.ways());
        assertEquals(Action.ALLOW, filter.compile().decide(CallData.of(Abi.X86_64, 1)));
    }

    @Test
    void reads_the_architectures_of_a_runtime_bundle() {
        Filter filter = profile(
                        "{\"defaultAction\":\"SCMP_ACT_LOG\",\"architectures\":[\"SCMP_ARCH_X86\",\"SCMP_ARCH_X86_64\",\"SCMP_ARCH_PPC\"]}")
                .filter(here());

        assertEquals(List.of(Abi.X86_64, Abi.I386), filter.ways());
    }

    @Test
    void takes_several_conditions_on_one_argument_for_alternatives() {
        Filter filter = profile("""
                        {"defaultAction": "SCMP_ACT_ERRNO", "syscalls": [{"names": ["personality"], "action": "SCMP_ACT_ALLOW",
                          "args": [{"index": 0, "value": 0, "op": "SCMP_CMP_EQ"}, {"index": 0, "value": 8, "op": "SCMP_CMP_EQ"}]}]}
                        """).filter(here());

        assertEquals(2, filter.rules().size());
        assertEquals(
                Action.ALLOW, filter.decide(new CallData(135, Abi.X86_64.audit(), 0, List.of(8L, 0L, 0L, 0L, 0L, 0L))));
    }

    @Test
    void says_which_names_no_processor_has_and_leaves_them_out() {
        Profile profile = profile(
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":[\"mkdri\",\"mkdir\"],\"action\":\"SCMP_ACT_ERRNO\"}]}");

        assertEquals(Set.of("mkdri"), profile.unknownCalls());
        assertEquals(Set.of("mkdir"), calls(profile.filter(here())));
    }

    @Test
    void says_which_keys_have_no_effect() {
        Profile profile = profile("{\"defaultAction\":\"SCMP_ACT_ALLOW\",\n\"sycalls\":[{}],\"flags\":[\"x\"]}");

        assertEquals(
                List.of(
                        "p.json, line 2, key sycalls is not known here and has no effect; did you mean syscalls?",
                        "p.json, line 2, key flags is not known here and has no effect"),
                profile.notes());
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("", "p.json, line 1: expected an object"),
                Arguments.of("[]", "p.json, line 1: expected an object"),
                Arguments.of("{}", "p.json, line 1: there is no defaultAction"),
                Arguments.of(
                        "{\n\"defaultAction\": \"ALLOW\"}", "p.json, line 2, key defaultAction: 'ALLOW' is none of "),
                Arguments.of("{\"defaultAction\": 1}", "p.json, line 1, key defaultAction: expected a string"),
                Arguments.of(rule("{\"names\": [\"mkdir\"]}"), "line 2, key syscalls[0]: this rule has no action"),
                Arguments.of(
                        rule("{\"action\": \"SCMP_ACT_ALLOW\"}"),
                        "p.json, line 2, key syscalls[0]: this rule has no names"),
                Arguments.of(rule("{\"names\": [7]}"), "p.json, line 2, key syscalls[0].names[0]: expected a string"),
                Arguments.of(
                        rule("{\"errnoRet\": 4096}"), "line 2, key syscalls[0].errnoRet: 4096 is none of 0 to 4095"),
                Arguments.of(rule("{\"errnoRet\": 1.5}"), "line 2, key syscalls[0].errnoRet: expected a whole number"),
                Arguments.of(
                        rule("{\"args\": [{\"index\": 6}]}"), "key syscalls[0].args[0].index: 6 is none of 0 to 5"),
                Arguments.of(
                        rule("{\"args\": [{\"value\": 18446744073709551616}]}"),
                        "key syscalls[0].args[0].value: 18446744073709551616 is none of 0 to 18446744073709551615"),
                Arguments.of(
                        rule("{\"args\": [{\"op\": \"SCMP_CMP_LIKE\"}]}"),
                        "key syscalls[0].args[0].op: 'SCMP_CMP_LIKE' is none of "),
                Arguments.of(rule("{\"args\": [{\"index\": 0}]}"), "key syscalls[0].args[0]: this argument has no op"),
                Arguments.of(
                        rule("{\"includes\": {\"minKernel\": \"4.8.1\"}}"),
                        "key syscalls[0].includes.minKernel: '4.8.1' is no kernel version such as 4.8"),
                Arguments.of(
                        "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"defaultAction\":\"SCMP_ACT_KILL\"}",
                        "Duplicate field 'defaultAction'"),
                Arguments.of("{\"defaultAction\":\"SCMP_ACT_ALLOW\"} {}", "something stands behind the end"),
                Arguments.of(
                        "{\"archMap\":[{\"architecture\":\"SCMP_ARCH_ARM\"}],\"architectures\":[\"SCMP_ARCH_ARM\"],"
                                + "\"defaultAction\":\"SCMP_ACT_ALLOW\"}",
                        "archMap and architectures are both there"),
                Arguments.of("{\"architectures\":[\"x86\"]}", "'x86' is no architecture such as SCMP_ARCH_X86_64"),
                Arguments.of("[".repeat(100_000), "expected an object"),
                Arguments.of("{\"x\":" + "[".repeat(100_000), "p.json, line 1"),
                Arguments.of("{\"defaultAction\": \"" + "x".repeat(100_000) + "\"}", "p.json, line 1"),
                Arguments.of("{\"defaultErrnoRet\": " + "9".repeat(100_000) + "}", "p.json, line 1"),
                Arguments.of(" ".repeat(2_000_000), "p.json is larger than a profile may be"));
    }

    private static String rule(String rule) {
        return "{\"defaultAction\": \"SCMP_ACT_ALLOW\",\n\"syscalls\": [" + rule + "]}";
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_told_with_file_line_and_key(String json, String told) {
        Refusal refusal = assertThrows(Refusal.class, () -> profile(json));

        assertTrue(String.valueOf(refusal.getMessage()).contains(told), refusal.getMessage());
        assertTrue(String.valueOf(refusal.getMessage()).length() < 500, refusal.getMessage());
        assertEquals(Refusal.Kind.USAGE, refusal.kind());
    }

    @Provide
    static Arbitrary<String> damaged() {
        Arbitrary<Integer> place = Arbitraries.integers().between(0, WHOLE.length() - 1);
        Arbitrary<String> piece = Arbitraries.oneOf(
                Arbitraries.of("null", "{", "}", "[", "]", ",", ":", "\"", "0", "-1", "1e99", "\u001b", "\u202e", "\0"),
                Arbitraries.strings().ofMaxLength(3));
        return place.flatMap(from -> Arbitraries.integers()
                .between(from, Math.min(from + 40, WHOLE.length()))
                .flatMap(to -> piece.map(p -> WHOLE.substring(0, from) + p + WHOLE.substring(to))));
    }

    @Property(tries = 5000)
    void whatever_is_damaged_is_read_or_refused(@ForAll("damaged") String json) {
        try {
            Profile profile = profile(json);
            profile.filter(here()).compile();
            profile.notes().forEach(ProfileTest::requireFitToBeShown);
        } catch (Refusal e) {
            requireFitToBeShown(String.valueOf(e.getMessage()));
        }
    }

    private static void requireFitToBeShown(String text) {
        assertTrue(text.codePoints().noneMatch(Character::isISOControl), text);
    }

    @Test
    void a_rule_that_repeats_the_default_hides_none_behind_it() {
        Filter filter = profile("""
                        {"defaultAction": "SCMP_ACT_ERRNO", "syscalls": [
                          {"names": ["mkdir"], "action": "SCMP_ACT_ERRNO"}, {"names": ["mkdir"], "action": "SCMP_ACT_ALLOW"}]}
                        """).filter(here());

        assertEquals(EPERM, filter.otherwise());
        assertEquals(Action.ALLOW, filter.decide(CallData.of(Abi.X86_64, 83)));
    }
}
