package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jnr.constants.platform.Errno;
import nutshell.drift.Finding;
import nutshell.drift.Guard;
import nutshell.drift.Image;
import nutshell.drift.Profile;
import nutshell.drift.Report;
import nutshell.drift.Target;
import nutshell.drift.Verdict;
import nutshell.kernel.ChildList;
import nutshell.kernel.Kernel;
import nutshell.kernel.SyscallEvent;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("machine")
class DriftOnTheKernelTest {

    private static final long MEMFD_CREATE = System.getProperty("os.arch", "").equals("aarch64") ? 279 : 319;
    private static final long EXECVEAT = System.getProperty("os.arch", "").equals("aarch64") ? 281 : 322;
    private static final int MFD_EXEC = 0x10;

    @RegisterExtension
    final OnTheKernel kernel = new OnTheKernel();

    @BeforeEach
    void needs() {
        OnTheKernel.needsBusybox();
        assumeTrue(Files.exists(Path.of("/proc/sys/fs/fanotify")), "this kernel has no fanotify");
    }

    private Container container() {
        Container container = kernel.build("rootfs busybox", "unshare mnt pid", "overlay", "pivot_root", "mount proc");
        kernel.start(container, "sleep", "600");
        return container;
    }

    private static Target target(Container container) {
        return new Target(container.name(), container.proc());
    }

    private Guard guard(Container container, boolean blocks, Optional<Profile> profile) {
        return Guard.begin(new Guard.Order(target(container), profile, blocks), quiet());
    }

    private Guard block(Container container) {
        return guard(container, true, Optional.empty());
    }

    private static Kernel quiet() {
        return Kernel.silent();
    }

    private void requireDenied(Container container, String... command) {
        SyscallFailed refused = assertThrows(SyscallFailed.class, () -> kernel.run(container, command));
        assertEquals("execve", refused.event().name());
        assertEquals(Errno.EPERM, refused.errno());
    }

    private String ran(Container container, String... command) {
        OnTheKernel.Ran ran = kernel.run(container, command);
        assertEquals(0, ran.status().shellStatus(), ran.output());
        return ran.output();
    }

    private static Set<String> told(Report report) {
        return report.findings().stream()
                .map(finding -> finding.path() + " " + finding.verdict().word())
                .collect(Collectors.toSet());
    }

    @Test
    void denies_a_copy_under_another_name_and_lets_the_images_own_run() {
        Container container = container();
        ran(container, "cp", "/bin/busybox", "/tmp/sh");
        try (Guard guard = block(container)) {
            requireDenied(container, "/tmp/sh", "-c", "true");
            assertEquals("c1 says", ran(container, "echo", "c1 says"));

            Report report = guard.end();
            assertEquals(Set.of("/tmp/sh not-in-image"), told(report));
            assertEquals(1, report.allowed());
            assertFalse(report.lost());
        }
        assertEquals("free", ran(container, "/tmp/sh", "-c", "echo free"));
    }

    @Test
    void denies_a_script_that_is_executed_by_its_name() {
        Container container = container();
        ran(container, "sh", "-c", "printf '#!/bin/sh\\necho ran\\n' >/tmp/script; chmod +x /tmp/script");
        try (Guard guard = block(container)) {
            requireDenied(container, "/tmp/script");
            assertEquals(Set.of("/tmp/script not-in-image"), told(guard.end()));
        }
    }

    @Test
    void tells_of_a_script_that_an_interpreter_reads() {
        Container container = container();
        ran(
                container,
                "sh",
                "-c",
                "printf 'echo ran\\n' >/tmp/script; cp /tmp/script /tmp/data; cp /tmp/data /tmp/second");
        try (Guard guard = block(container)) {
            assertEquals("ran", ran(container, "sh", "/tmp/script"));
            assertEquals("ran", ran(container, "busybox", "sh", "/tmp/second"));
            assertEquals("", ran(container, "sh", "-c", "read line </tmp/data"));
            assertEquals(Set.of("/tmp/script script", "/tmp/second script"), told(guard.end()));
        }
    }

    /** Each is over before anybody could look it up: its arguments are read while it waits, or never. */
    @Test
    void misses_none_of_many_short_scripts() {
        Container container = container();
        String twenty = "for i in $(seq 20); do %s; done";
        ran(container, "sh", "-c", twenty.formatted("echo : >/tmp/$i"));
        try (Guard guard = block(container)) {
            ran(container, "sh", "-c", twenty.formatted("sh /tmp/$i"));
            Set<String> expected = IntStream.rangeClosed(1, 20)
                    .mapToObj(i -> "/tmp/" + i + " script")
                    .collect(Collectors.toSet());
            assertEquals(expected, told(guard.end()));
        }
    }

    @Test
    void denies_a_file_replaced_in_place_by_its_content_alone() {
        Container container = container();
        try (Guard guard = block(container)) {
            // The same bytes, copied up: still the image's.
            ran(container, "chmod", "700", "/bin/busybox");
            ran(container, "true");
            ran(container, "sh", "-c", "cp /bin/busybox /tmp/new; echo more >>/tmp/new; mv /tmp/new /bin/busybox");
            requireDenied(container, "/bin/busybox", "true");
            assertEquals(Set.of("/bin/busybox changed"), told(guard.end()));
        }
    }

    @Test
    void denies_what_lies_on_a_tmpfs_that_came_later() {
        Container container = container();
        try (Guard guard = block(container)) {
            ran(container, "mkdir", "/mem");
            OnTheKernel.apply(container, "mount -t tmpfs tmpfs /mem");
            ran(container, "cp", "/bin/busybox", "/mem/busybox");
            requireDenied(container, "/mem/busybox", "true");
            assertEquals(Set.of("/mem/busybox not-in-image"), told(guard.end()));
        }
    }

    @Test
    void a_file_system_that_takes_anothers_place_and_number_is_watched_too() {
        Container container = container();
        try (Guard guard = block(container)) {
            ran(container, "mkdir", "/mem");
            for (int i = 0; i < 3; i++) {
                OnTheKernel.apply(
                        container, "mount -t tmpfs tmpfs /mem", "umount --lazy /mem", "mount -t tmpfs tmpfs /mem");
                ran(container, "cp", "/bin/busybox", "/mem/sh");
                requireDenied(container, "/mem/sh");
                // An event that waits to be read holds its mount for an instant.
                OnTheKernel.apply(container, "umount --lazy /mem");
            }
            assertEquals(Set.of("/mem/sh not-in-image"), told(guard.end()));
        }
    }

    @Test
    void denies_what_lies_on_a_volume_and_lets_the_host_run_it() throws Exception {
        Path volume = Files.createDirectory(kernel.directory().resolve("volume"));
        Container container = kernel.build(
                "rootfs busybox",
                "unshare mnt pid",
                "overlay",
                "chdir",
                "mount -o bind,X-mount.mkdir " + volume + " data",
                "pivot_root",
                "mount proc");
        assumeTrue(Files.isExecutable(Path.of("/bin/true")), "the host has no /bin/true");
        Files.copy(Path.of("/bin/true"), volume.resolve("program"));
        try (Guard guard = block(container)) {
            requireDenied(container, "/data/program");
            int status = new ProcessBuilder(volume.resolve("program").toString())
                    .start()
                    .waitFor();
            assertEquals(0, status);
            assertEquals(Set.of("/data/program not-in-image"), told(guard.end()));
        }
    }

    @Test
    void only_tells_where_it_is_to_watch() {
        Container container = container();
        ran(container, "cp", "/bin/busybox", "/tmp/sh");
        try (Guard guard = guard(container, false, Optional.empty())) {
            assertEquals("ran", ran(container, "/tmp/sh", "-c", "echo ran"));
            Report report = guard.end();
            assertEquals(Set.of("/tmp/sh not-in-image"), told(report));
            assertFalse(report.findings().get(0).denied());
        }
    }

    @Test
    void goes_by_a_reviewed_profile_in_place_of_the_image() {
        Container container = container();
        ran(container, "cp", "/bin/busybox", "/tmp/sh");
        Profile learned = Image.learn(target(container), quiet());
        assertTrue(learned.digests().containsKey("/bin/busybox"), learned.text());
        assertFalse(learned.digests().containsKey("/tmp/sh"), "the image, and not what was written over it");

        String added = learned.digests().get("/bin/busybox") + "  /tmp/sh\n";
        Profile reviewed =
                Profile.parse("reviewed", (learned.text() + added).lines().toList());
        try (Guard guard = guard(container, true, Optional.of(reviewed))) {
            assertEquals("ran", ran(container, "/tmp/sh", "-c", "echo ran"));
            ran(container, "cp", "/bin/busybox", "/tmp/third");
            requireDenied(container, "/tmp/third");
            assertEquals(Set.of("/tmp/third not-in-image"), told(guard.end()));
        }
    }

    @Test
    void learns_from_a_root_that_is_no_overlay() {
        Container container = kernel.build("rootfs busybox", "unshare mnt pid", "pivot_root", "mount proc");
        kernel.start(container, "sleep", "600");
        try (Guard guard = block(container)) {
            ran(container, "cp", "/bin/busybox", "/tmp/sh");
            requireDenied(container, "/tmp/sh");
            assertEquals(Set.of("/tmp/sh not-in-image"), told(guard.end()));
        }
    }

    @Test
    void a_deleted_program_has_no_name_to_be_known_by() {
        Container container = container();
        try (Guard guard = block(container)) {
            String said = kernel.run(
                            container,
                            "sh",
                            "-c",
                            "cp /bin/busybox /tmp/sh; exec 7</tmp/sh; rm /tmp/sh; /proc/self/fd/7 sh -c 'echo ran'")
                    .output();
            assertFalse(said.contains("ran"), said);
            assertEquals(Set.of("/tmp/sh nameless"), told(guard.end()));
        }
    }

    @Test
    void forbids_memory_that_is_executed_and_lets_it_again() {
        Container container = container();
        Preparations preparations = kernel.session().preparations();
        assertEquals("0", ran(container, "cat", "/proc/sys/vm/memfd_noexec"));
        assumeTrue(ExecutableMemory.canBeForbidden(), "no vm.memfd_noexec here, it came with Linux 6.3");
        assertEquals(Optional.empty(), memfd(container, MFD_EXEC, false));

        assertEquals(Optional.empty(), preparations.forbidExecutableMemory(container.proc()));

        assertEquals("2", ran(container, "cat", "/proc/sys/vm/memfd_noexec"));
        assertEquals("0", HostState.text(Path.of("/proc/sys/vm/memfd_noexec")).strip());
        assertEquals(Optional.of(Errno.EACCES), memfd(container, MFD_EXEC, false));
        assertEquals(Optional.of(Errno.EACCES), memfd(container, 0, true));

        preparations.allowExecutableMemory(container.proc());
        assertEquals("0", ran(container, "cat", "/proc/sys/vm/memfd_noexec"));
    }

    /** What the kernel says to the last of: make memory as a file, and execute it, empty as it is. */
    private Optional<Errno> memfd(Container container, int flags, boolean execute) {
        ChildList calls = new ChildList().call("memfd_create", MEMFD_CREATE, "program", flags);
        if (execute) {
            calls.call("execveat", EXECVEAT, Errand.LEAKED, "", 0, 0, 0x1000);
        }
        Stdio nothing = Stdio.inherited().in(kernel.nowhere()).out(kernel.nowhere());
        List<SyscallEvent> made =
                container.doErrand(new Errand(nothing, List.of(), Optional.empty(), Optional.empty(), calls));
        return made.get(made.size() - 1).errno();
    }

    @Test
    void ends_with_its_container() {
        Container container = container();
        try (Guard guard = block(container)) {
            container.reset();
            for (int i = 0; i < 200 && guard.lives(); i++) {
                LockSupport.parkNanos(10_000_000);
            }
            assertFalse(guard.lives());
        }
    }

    @Test
    void refuses_whoever_has_the_hosts_own_mounts() {
        Refusal refused = assertThrows(Refusal.class, () -> new Target("self", Path.of("/proc/self")));

        assertEquals(Refusal.Kind.USAGE, refused.kind());
    }

    @Test
    void a_program_that_only_unshares_its_mounts_is_watched_on() throws IOException {
        Container container = container();
        ran(container, "cp", "/bin/busybox", "/tmp/sh");
        try (Guard guard = block(container)) {
            String said = kernel.run(container, "unshare", "-m", "sh", "-c", "/tmp/sh -c 'echo ran'")
                    .output();
            assertFalse(said.contains("ran\n"), said);
            Report report = guard.end();
            assertEquals(Set.of("/tmp/sh not-in-image"), told(report));
            assertEquals(Verdict.NOT_IN_IMAGE, report.findings().get(0).verdict());
            assertTrue(report.findings().stream().allMatch(Finding::denied));
        }
    }
}
