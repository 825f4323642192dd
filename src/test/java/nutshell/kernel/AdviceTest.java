package nutshell.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.function.Consumer;
import jnr.constants.platform.Errno;
import nutshell.capabilities.Capability;
import nutshell.namespaces.Namespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** "Likely" is said only of what was tested a moment ago. */
class AdviceTest {

    private final Notes notes = new Notes();
    private final Kernel kernel =
            new Kernel(new Door(new RecordingLibc(notes), notes::errno, event -> {}, SyscallEvent.Actor.CONTAINER));

    private SyscallFailed refused(Consumer<Kernel> act) {
        return assertThrows(SyscallFailed.class, () -> act.accept(kernel));
    }

    @Test
    void knows_why_a_process_of_many_threads_gets_no_user_namespace() {
        notes.refusing("unshare", Errno.EINVAL);

        assertEquals("""
                unshare(CLONE_NEWUSER) failed: EINVAL
                  likely: a process with more than one thread may not do this, and this shell has many
                  try:    host unshare --user --map-root-user id, where a fresh process of one thread does it\
                """, refused(k -> k.unshare(EnumSet.of(Namespace.USER))).explanation());
    }

    @Test
    void tells_the_second_pid_namespace_from_the_user_namespace() {
        notes.refusing("unshare", Errno.EINVAL);

        Advice advice = refused(k -> k.unshare(EnumSet.of(Namespace.PID))).advice();

        assertTrue(advice.tested());
        assertTrue(advice.cause().contains("left its PID namespace already"), advice.cause());
    }

    @Test
    void asks_capget_before_it_blames_a_capability() {
        notes.refusing("mount", Errno.EPERM).lacking(Capability.CAP_SYS_ADMIN);

        Advice advice = refused(k -> k.mount("proc", "/proc", "proc", 0, null)).advice();

        assertTrue(advice.tested());
        assertEquals("this thread lacks CAP_SYS_ADMIN (capget says so)", advice.cause());
        assertTrue(notes.calls.contains("capget()"));
    }

    @Test
    void knows_what_a_filter_needs_first() {
        notes.refusing("seccomp", Errno.EACCES).lacking(Capability.CAP_SYS_ADMIN);

        Advice advice = refused(k -> k.seccomp(new byte[8])).advice();

        assertTrue(advice.tested());
        assertTrue(
                advice.cause().startsWith("without no_new_privs or CAP_SYS_ADMIN no filter is taken"), advice.cause());
    }

    @Test
    void blames_no_capability_that_the_thread_has() {
        notes.refusing("mount", Errno.EPERM);

        SyscallFailed failed = refused(k -> k.mount("proc", "/proc", "proc", 0, null));

        assertFalse(failed.advice().tested());
        assertTrue(failed.advice().cause().startsWith("the kernel protects this mount"));
        assertTrue(failed.explanation().contains("\n  perhaps: "), failed.explanation());
    }

    @Test
    void finds_a_capability_in_the_second_word_too() {
        Circumstances circumstances =
                new Circumstances(new RecordingLibc(notes.lacking(Capability.CAP_CHECKPOINT_RESTORE)));

        assertFalse(circumstances.has(Capability.CAP_CHECKPOINT_RESTORE));
        assertTrue(circumstances.has(Capability.CAP_BPF));
        assertTrue(circumstances.has(Capability.CAP_SYS_ADMIN));
    }

    @Test
    void finds_out_which_of_the_two_paths_is_missing() {
        notes.refusing("mount", Errno.ENOENT);

        Advice target =
                refused(k -> k.mount("/", "/nowhere/at all", null, 4096, null)).advice();
        Advice source =
                refused(k -> k.mount("/nowhere/at all", "/", null, 4096, null)).advice();

        assertEquals("the mount point does not exist in this root", target.cause());
        assertEquals("the source does not exist in this root", source.cause());
        assertTrue(target.tested() && source.tested());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\ud800b", "\u001b[31m\"'\\", "é"})
    void a_strange_path_is_advised_on_like_any_other(String path) {
        notes.refusing("mount", Errno.ENOENT);

        assertEquals(
                "the mount point does not exist in this root",
                refused(k -> k.mount("/", "/nowhere/" + path, null, 4096, null))
                        .advice()
                        .cause());
    }

    @Test
    void finds_a_path_whose_name_had_to_be_quoted(@org.junit.jupiter.api.io.TempDir java.nio.file.Path temp)
            throws java.io.IOException {
        java.nio.file.Path odd = java.nio.file.Files.createDirectory(temp.resolve("a\"b\\c\td"));
        notes.refusing("mount", Errno.ENOENT);

        Advice advice = refused(k -> k.mount("/nowhere", odd.toString(), null, 4096, null))
                .advice();

        assertEquals("the source does not exist in this root", advice.cause());
    }

    @Test
    void claims_nothing_of_a_file_system_that_the_kernel_knows() {
        notes.refusing("mount", Errno.ENODEV);

        assertTrue(refused(k -> k.mount("x", "/", "nosuchfs", 0, null)).advice().tested());
        assertFalse(refused(k -> k.mount("x", "/", "proc", 0, null)).advice().tested());
    }

    @Test
    void falls_back_on_what_the_errno_means() {
        notes.refusing("setns", Errno.EBADF);

        Advice advice = refused(k -> k.setns(3, Namespace.UTS)).advice();

        assertFalse(advice.tested());
        assertEquals(Errno.EBADF.description(), advice.cause());
        assertEquals("explain EBADF; man 2 setns has it under ERRORS", advice.remedy());
    }

    @Test
    void whoever_knows_more_may_explain_it_better() {
        notes.refusing("chroot", Errno.ENOENT);

        SyscallFailed better =
                refused(k -> k.chroot("/nowhere")).explained(new Advice(true, "the root is empty", "rootfs busybox"));

        assertEquals(
                "chroot(\"/nowhere\") failed: ENOENT\n  likely: the root is empty\n  try:    rootfs busybox",
                better.explanation());
    }
}
