package nutshell.evidence.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nutshell.evidence.CapturedProcess;
import nutshell.namespaces.Namespace;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFactsTest {

    @TempDir
    Path directory;

    @Test
    void reads_what_the_kernel_says_of_a_container_of_dockers() throws IOException {
        ProcessFacts facts = ProcessFacts.read(CapturedProcess.docker(directory).process());

        assertEquals(List.of(32021, 1), facts.status().numbers());
        assertEquals(
                "00000000a80425fb", facts.status().capabilities().effective().toString());
        assertEquals(Status.Seccomp.FILTER, facts.status().seccomp());
        assertEquals(Optional.of(1), facts.status().filters());
        assertEquals(Optional.of(false), facts.status().noNewPrivileges());
        assertEquals(List.of(0L), facts.status().supplementary());
        assertTrue(facts.userIds().fact().orElseThrow().isIdentity());
        assertEquals("/bin/busybox", facts.program().fact().orElseThrow());
        assertEquals(
                "/hostetc",
                facts.mounts().fact().orElseThrow().at("/hostetc").orElseThrow().mountPoint());
        assertEquals(2, facts.descriptors().fact().orElseThrow().size());
    }

    @Test
    void says_why_a_part_could_not_be_read_and_reads_the_others() throws IOException {
        CapturedProcess process = CapturedProcess.docker(directory);
        Files.delete(directory.resolve("mountinfo"));
        Files.delete(directory.resolve("ns/time"));

        ProcessFacts facts = ProcessFacts.read(process.process());

        assertTrue(facts.mounts().unseen().orElseThrow().contains("no such file"));
        assertTrue(facts.namespace(Namespace.TIME).unseen().isPresent());
        assertTrue(facts.namespace(Namespace.UTS).fact().isPresent());
    }

    @Test
    void takes_damaged_text_for_nothing_seen() throws IOException {
        CapturedProcess process = CapturedProcess.docker(directory).append("uid_map", "0 \u001b[31m 1");

        String reason = ProcessFacts.read(process.process()).userIds().unseen().orElseThrow();

        assertFalse(reason.contains("\u001b"), reason);
    }

    @Test
    void refuses_a_process_that_is_not_there() {
        Refusal refusal =
                assertThrows(Refusal.class, () -> ProcessFacts.read(new ProcDirectory(directory.resolve("4711"))));

        assertTrue(String.valueOf(refusal.getMessage()).contains("no process 4711"), refusal.getMessage());
    }

    @Test
    void refuses_a_status_without_ids() throws IOException {
        CapturedProcess process = CapturedProcess.docker(directory).with("status", "Uid:.*\n", "");

        assertThrows(Refusal.class, () -> ProcessFacts.read(process.process()));
    }

    @Test
    void counts_no_filters_where_an_older_kernel_does_not_say() throws IOException {
        CapturedProcess process = CapturedProcess.docker(directory)
                .with("status", "Seccomp_filters:.*\n", "")
                .with("status", "NoNewPrivs:.*\n", "");

        Status status = ProcessFacts.read(process.process()).status();

        assertEquals(Optional.empty(), status.filters());
        assertEquals(Optional.empty(), status.noNewPrivileges());
    }

    @Test
    void a_name_of_a_program_cannot_invent_a_line() throws IOException {
        // The kernel writes a line break in a name as \n, two characters; the first of two equal labels counts anyway.
        CapturedProcess process = CapturedProcess.docker(directory).append("status", "CapEff:\t0000000000000000");

        assertFalse(ProcessFacts.read(process.process())
                .status()
                .capabilities()
                .effective()
                .isEmpty());
    }
}
