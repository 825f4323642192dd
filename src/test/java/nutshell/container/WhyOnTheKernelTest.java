package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nutshell.why.Cause;
import nutshell.why.Why;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Refusals planted one by one: the true cause must be named, and must have been tested. */
@Tag("machine")
class WhyOnTheKernelTest {

    private static final String[] ROOT = {"rootfs busybox", "unshare uts mnt pid ipc", "pivot_root"};

    /** Good in every directory: the container stands in another than the tests. */
    private static final String CLASS_PATH = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));

    @RegisterExtension
    final OnTheKernel kernel = new OnTheKernel();

    @BeforeEach
    void needs_a_root_for_the_container() {
        OnTheKernel.needsBusybox();
    }

    private Container rooted(String... more) {
        Container container = kernel.build(ROOT);
        OnTheKernel.apply(container, more);
        return container;
    }

    private Why.Report why(Container container, String... command) {
        return Why.run(container, List.of(command), Stdio.inherited().out(kernel.nowhere()));
    }

    private void requireCause(String kind, String call, Why.Report report) {
        Optional<Cause> cause = report.findings().stream()
                .filter(finding -> finding.name().equals(call))
                .findFirst()
                .flatMap(Why.Finding::cause);
        assertEquals(Optional.of(kind), cause.map(Cause::kind), report::toString);
        assertTrue(cause.orElseThrow().isTested(), report::toString);
    }

    @Test
    void a_capability_that_was_dropped() {
        Container container = rooted("capabilities drop CAP_SYS_ADMIN");

        requireCause("capability CAP_SYS_ADMIN", "sethostname", why(container, "hostname", "other"));
    }

    @Test
    void a_filter_that_answers_for_the_kernel() {
        Container container = rooted("seccomp deny mkdir mkdirat");

        Why.Report report = why(container, "mkdir", "/new");
        requireCause("seccomp", report.findings().get(0).name(), report);
    }

    @Test
    void a_mount_that_was_read_only_when_the_user_namespace_got_it() throws IOException {
        Path place = Files.createDirectory(kernel.directory().resolve("place"));
        Files.setPosixFilePermissions(kernel.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Container container =
                kernel.build("unshare mnt", "mount -t tmpfs -o ro tmpfs " + place, "clone user", "unshare mnt");

        // mount(8) has two calls for this, the newer where the kernel has it.
        Why.Report report = why(container, "mount", "-o", "remount,bind,rw", place.toString());
        String call = report.findings().stream()
                .map(Why.Finding::name)
                .filter(name -> name.startsWith("mount"))
                .findFirst()
                .orElseThrow();
        requireCause("locked mount", call, report);
    }

    @Test
    void an_owner_who_has_no_map() throws IOException {
        Path file = Files.createFile(kernel.directory().resolve("of-user-5"));
        Files.setPosixFilePermissions(kernel.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setAttribute(file, "unix:uid", 5);
        Container container = kernel.build("clone user --map root");

        Why.Report report = why(container, "chmod", "600", file.toString());
        requireCause("owner without a map", report.findings().get(0).name(), report);
    }

    @Test
    void an_id_that_has_no_map() throws IOException {
        Path file = Files.createFile(kernel.directory().resolve("own"));
        Container container = kernel.build("clone user --map root");

        Why.Report report = why(container, "chown", "5", file.toString());
        requireCause("id without a map", report.findings().get(0).name(), report);
    }

    private Container plainUser() {
        return kernel.build("unshare uts", "setgid 1000", "setuid 1000");
    }

    @Test
    void a_map_of_groups_before_setgroups_is_given_up() {
        Why.Report report = why(plainUser(), "unshare", "--user", "sh", "-c", "echo 0 1000 1 > /proc/self/gid_map");
        requireCause("setgroups not denied", "write", report);
    }

    @Test
    void a_map_that_is_written_a_second_time() {
        Why.Report report = why(
                plainUser(), "unshare", "--user", "--map-root-user", "sh", "-c", "echo 0 1000 1 > /proc/self/uid_map");
        requireCause("second map", "write", report);
    }

    @Test
    void a_map_with_somebody_else_s_id() {
        Why.Report report = why(plainUser(), "unshare", "--user", "sh", "-c", "echo 0 1001 1 > /proc/self/uid_map");
        requireCause("id of others", "write", report);
    }

    @Test
    void a_set_user_id_program_under_no_new_privs() throws IOException {
        Container container = rooted();
        Path copy = kernel.rootOf(container).resolve("bin/busybox-setuid");
        Files.copy(kernel.rootOf(container).resolve("bin/busybox"), copy);
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setAttribute(copy, "unix:mode", 04755);
        OnTheKernel.apply(container, "setgid 1000", "setuid 1000", "no_new_privs");

        Why.Report report = why(container, "busybox-setuid", "chroot", "/", "true");
        requireCause("no_new_privs", report.findings().get(0).name(), report);
    }

    @Test
    void a_file_s_permissions() throws IOException {
        Container container = rooted();
        Path file = kernel.rootOf(container).resolve("etc/secret");
        Files.writeString(file, "of root alone");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        OnTheKernel.apply(container, "setgid 1000", "setuid 1000");

        requireCause("mode bits", "open", atAnyOpen(why(container, "cat", "/etc/secret")));
    }

    /** Some programs are built with open(2), some with openat(2). */
    private static Why.Report atAnyOpen(Why.Report report) {
        return new Why.Report(
                report.findings().stream()
                        .map(finding -> finding.name().startsWith("open")
                                ? new Why.Finding(finding.call(), "open", finding.errno(), finding.cause(), 1)
                                : finding)
                        .toList(),
                report.end());
    }

    @Test
    void a_landlock_domain() {
        Path modules = Path.of("/sys/kernel/security/lsm");
        assumeTrue(
                Files.exists(modules) && HostState.text(modules).contains("landlock"),
                "this kernel has no Landlock, or does not say so");
        Container container = rooted("landlock read,execute /bin");

        requireCause("Landlock", "open", atAnyOpen(why(container, "cat", "/etc/passwd")));
    }

    @Test
    void a_group_that_is_full() {
        OnTheKernel.needsController("pids");
        Container container = rooted("cgroup set pids.max 2");

        Why.Report report = why(container, "sh", "-c", "sleep 1 & sleep 1 & sleep 1 & wait");
        requireCause("pids.max", report.findings().get(0).name(), report);
    }

    @Test
    void a_user_who_has_as_many_processes_as_may_be() {
        Container container = rooted("setgid 54321", "setuid 54321");

        Why.Report report = why(container, "sh", "-c", "ulimit -u 1; sleep 1 & sleep 1 & wait");
        requireCause("RLIMIT_NPROC", report.findings().get(0).name(), report);
    }

    @Test
    void namespaces_that_may_not_be_more() {
        Container container = kernel.build("clone user");

        Why.Report report =
                why(container, "sh", "-c", "echo 0 > /proc/sys/user/max_uts_namespaces; exec unshare --uts true");
        requireCause("max_uts_namespaces", "unshare", report);
    }

    @Test
    void a_process_of_many_threads() {
        Container container = kernel.build("chdir /");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");

        Why.Report report = why(
                container,
                java.toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                CLASS_PATH,
                LeavesItsUserNamespace.class.getName());
        requireCause("threads", "unshare", report);
    }

    @Test
    void a_path_that_is_masked() {
        Container container =
                rooted("mount proc", "mount --bind /proc/sys /proc/sys", "mount -o remount,bind,ro /proc/sys");

        Why.Report report = atAnyOpen(why(container, "sh", "-c", "echo 1 > /proc/sys/kernel/hostname"));
        requireCause("masked path", "open", report);
    }

    @Test
    void a_mount_that_is_read_only() {
        Container container = rooted("mount -t tmpfs tmpfs /mnt", "mount -o remount,bind,ro /mnt");

        Why.Report report = why(container, "mkdir", "/mnt/new");
        requireCause("read-only mount", report.findings().get(0).name(), report);
    }

    @Test
    void nothing_where_nothing_was_refused() {
        Why.Report report = why(rooted(), "sh", "-c", "exit 7");

        assertEquals(List.of(), report.findings());
        assertEquals(7, report.end().shellStatus());
    }
}
