package nutshell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nutshell.doctor.Doctor;
import nutshell.doctor.LabVerdict;
import nutshell.labs.Course;
import nutshell.labs.Verdict;
import nutshell.labs.Verifier;
import nutshell.machine.LabMachine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every lab keeps its promises on this kernel, and the verifier finds those that are broken. */
@Tag("machine")
class LabVerifyOnTheKernelTest {

    private static final Course OURS = Course.at(Path.of("labs"));

    @TempDir
    private Path pack = Path.of("");

    private static final String HOME = "nutshell.home";
    private static final Optional<String> HOME_BEFORE = Optional.ofNullable(System.getProperty(HOME));

    @BeforeAll
    static void loads_the_program() throws Exception {
        Unpacked.loadAll();
        // The images and trees that labs bring are looked for where the program is.
        System.setProperty(HOME, HOME_BEFORE.orElse(Path.of("").toAbsolutePath().toString()));
    }

    @AfterAll
    static void puts_back() {
        HOME_BEFORE.ifPresentOrElse(home -> System.setProperty(HOME, home), () -> System.clearProperty(HOME));
    }

    @BeforeEach
    void needs_root() {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "labs are played as root");
    }

    private static Verdict verify(Course course, String name) {
        return new Verifier(course, lab -> Optional.empty(), ShellStage.in(LabMachine.here())).verify(name);
    }

    @TestFactory
    Stream<DynamicTest> every_lab_that_this_kernel_can_do_keeps_its_promises() {
        return Doctor.labs(OURS.directory()).stream()
                .map(lab -> DynamicTest.dynamicTest(lab.name(), () -> {
                    Assumptions.assumeTrue(lab.possible(), lab.why());
                    assertEquals(List.of(), verify(OURS, lab.name()).faults());
                }));
    }

    @Test
    void a_lab_that_this_kernel_cannot_do_is_skipped_with_the_reason() {
        Verdict verdict =
                new Verifier(OURS, lab -> Optional.of("it needs a moon"), ShellStage.in(false)).verify("03-hostname");

        assertEquals(Optional.of("it needs a moon"), verdict.skipped());
        assertEquals(List.of(), verdict.faults());
    }

    /** What is wrong with a copy of lab 03 in which a piece of text has been exchanged. */
    private String fault(String file, String from, String to) throws IOException {
        Path folder = Files.createDirectory(pack.resolve("03-hostname"));
        for (String each : List.of("lab.md", "session.txt")) {
            String text =
                    Files.readString(OURS.directory().resolve("03-hostname").resolve(each));
            assertTrue(!each.equals(file) || text.contains(from), from);
            Files.writeString(folder.resolve(each), each.equals(file) ? text.replace(from, to) : text);
        }
        List<String> faults = verify(Course.at(pack), "03-hostname").faults();
        assertEquals(1, faults.size(), faults.toString());
        return faults.get(0);
    }

    @Test
    void finds_a_wrong_errno() throws IOException {
        String fault = fault("session.txt", "! EPERM", "! EBUSY");

        assertEquals(
                "03-hostname/session.txt:8: 'unshare uts' must be refused with EBUSY, and was refused with EPERM",
                fault);
    }

    @Test
    void finds_a_mistake_that_is_none() throws IOException {
        String fault = fault("session.txt", "> unshare uts", "! EPERM unshare uts");

        assertEquals("03-hostname/session.txt:2: 'unshare uts' must be refused with EPERM, and was not", fault);
    }

    @Test
    void finds_an_observation_that_holds_already() throws IOException {
        String fault = fault("session.txt", "hostname differs host", "hostname has .");

        assertEquals(
                "03-hostname/session.txt:4: holds already before 'sethostname box': inside /proc/sys/kernel/hostname has .",
                fault);
    }

    @Test
    void finds_an_observation_that_never_comes_true() throws IOException {
        String fault = fault("session.txt", "hostname differs host", "hostname equals fox");

        assertEquals(
                "03-hostname/session.txt:4: does not hold after 'sethostname box': inside /proc/sys/kernel/hostname equals fox"
                        + " (seen: box)",
                fault);
    }

    @Test
    void finds_a_missing_hint() throws IOException {
        String fault = fault("lab.md", "3. `unshare uts`, then `sethostname box`.\n", "");

        assertTrue(fault.contains("/03-hostname/lab.md:"), fault);
        assertTrue(fault.contains("expected a list of at least 3 hints, found 2"), fault);
    }

    @Test
    void finds_a_missing_section() throws IOException {
        assertTrue(fault("lab.md", "# Break", "# Brake").contains("expected the headings Goal, Predict"));
    }

    @Test
    void finds_a_prediction_to_which_the_kernel_has_no_answer_or_two() throws IOException {
        assertTrue(fault("lab.md", "a ? inside /proc/sys/kernel/hostname equals (none)", "a ! ok")
                .contains("exactly one must fit, and 2 do"));
    }

    @Test
    void the_skeleton_of_a_new_lab_passes() {
        LabSkeleton.make(Course.at(pack), "40-mine");

        assertEquals(List.of(), verify(Course.at(pack), "40-mine").faults());
    }

    @Test
    void a_lab_is_looked_for_only_where_the_doctor_finds_it() {
        assertEquals(
                OURS.names(),
                Doctor.labs(OURS.directory()).stream().map(LabVerdict::name).toList());
    }
}
