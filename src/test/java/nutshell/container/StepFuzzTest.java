package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Whatever is typed: it is a step, which can be written and read again, or it is refused in words fit to be shown. */
class StepFuzzTest {

    /** What steps are made of, beside noise. */
    private static final List<String> PIECES = List.of(
            ("busybox host oci: oci:a:b /nowhere . .. / '' \"\" - -- -t -o -m --bind --rbind --move --make-rprivate -r -l"
                            + " --lazy --force --propagation unchanged --boottime --monotonic -5 0 1 3 010 0x7 99999999999"
                            + " uts mnt pid net ipc cgroup time user UTS proc sysfs tmpfs /proc ro,nosuid bind rbind"
                            + " remount,ro private new set show pids.max memory.max cpu.max io.max max 20 64M 50000 c b p"
                            + " drop keep ambient all CAP_CHOWN kill setuid 4294967294 --keepcaps --keep-groups read,execute write"
                            + " link up lo nut0 nut1 eth0 10.7.0.1/24 fd00::1/64 10.7.0.1 default via --bridge"
                            + " u box 'a b' \"it's\" a\\ b -t=x --type=proc -o=ro # ' \" \\ = , : 8:0 wbps=1"
                            + " deny allow load docker-default mkdir mkdir=EROFS ptrace=KILL_PROCESS =EPERM mkdir= --arch"
                            + " x86_64,i386 --otherwise LOG --at-exec /etc/passwd \u001b[31m")
                    .split(" ", -1));

    @Provide
    static Arbitrary<String> lines() {
        Arbitrary<String> first = Arbitraries.of(
                Stream.concat(Arrays.stream(Syntax.values()).map(Syntax::word), Stream.of("exec", "", "unshar"))
                        .toList());
        Arbitrary<String> noise = Arbitraries.strings().ofMaxLength(6);
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, Arbitraries.of(PIECES)), net.jqwik.api.Tuple.of(1, noise));
        Arbitrary<String> likely =
                first.flatMap(word -> piece.list().ofMaxSize(6).map(rest -> word + " " + String.join(" ", rest)));
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(12, likely),
                net.jqwik.api.Tuple.of(1, Arbitraries.strings().ofMaxLength(30)));
    }

    @Property(tries = 20_000)
    void any_line_is_a_step_or_refused(@ForAll("lines") String line) {
        try {
            List<String> words = Words.split(line);
            if (!words.isEmpty()) {
                Step step = Recipe.step(words);
                assertEquals(step, Recipe.step(Words.split(step.line())), step.line());
                assertEquals(1, (step.line() + "\n").lines().count());
            }
        } catch (Refusal e) {
            requireFitToBeShown(e);
        }
    }

    static void requireFitToBeShown(Refusal refusal) {
        String text = refusal.getMessage() + refusal.remedy();
        assertTrue(text.codePoints().noneMatch(Character::isISOControl), () -> Printable.text(text));
        assertTrue(!refusal.remedy().isBlank());
    }
}
