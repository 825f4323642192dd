package nutshell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jnr.constants.platform.Errno;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import nutshell.container.View;
import nutshell.kernel.Advice;
import nutshell.kernel.SyscallEvent;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class TellTest {

    private static final Paint PLAIN = new Paint(false);
    private static final Tell TELL = new Tell(PLAIN, 72);

    private static SyscallEvent event(String name, long micros, Optional<Errno> errno, String... args) {
        return new SyscallEvent(
                name, List.of(args), errno.isPresent() ? -1 : 0, errno, micros, SyscallEvent.Actor.CONTAINER);
    }

    private static SyscallFailed refused(boolean tested) {
        return new SyscallFailed(
                event("unshare", 6, Optional.of(Errno.EINVAL), "CLONE_NEWUSER"),
                new Advice(
                        tested,
                        "a process with more than one thread may not do this, and this shell has many",
                        "clone user"));
    }

    @Test
    void shows_a_call_with_its_time_at_the_right() {
        assertEquals(
                "  unshare(CLONE_NEWUTS) = 0                                       41 µs",
                TELL.call(event("unshare", 41, Optional.empty(), "CLONE_NEWUTS")));
        assertEquals(
                "  unshare(CLONE_NEWUSER) = EINVAL                                  6 µs",
                TELL.call(refused(true).event()));
    }

    @Test
    void leaves_calls_that_only_prepare_to_trace_show() {
        List<SyscallEvent> events = List.of(
                event("openat", 1, Optional.empty(), "\"/f\""),
                event("chroot", 1, Optional.empty(), "\"/\""),
                event("close", 1, Optional.empty(), "3"),
                event("openat", 1, Optional.of(Errno.ENOENT), "\"/g\""));

        List<String> lines = TELL.calls(events);

        assertEquals(3, lines.size());
        assertTrue(lines.get(0).startsWith("  chroot(\"/\") = 0 "));
        assertTrue(lines.get(1).startsWith("  openat(\"/g\") = ENOENT "));
        assertEquals("  … and 2 that prepare (trace show)", lines.get(2));
    }

    @Test
    void tells_many_drops_from_one_set_once() {
        List<SyscallEvent> drops = Stream.of("CAP_CHOWN", "CAP_KILL", "CAP_BPF", "CAP_MKNOD")
                .map(capability -> event("prctl", 1, Optional.empty(), "PR_CAPBSET_DROP", capability))
                .toList();

        List<String> many = TELL.calls(drops);
        assertEquals(2, many.size());
        assertTrue(many.get(0).startsWith("  prctl(PR_CAPBSET_DROP, CAP_CHOWN) = 0 "), many.get(0));
        assertEquals("  … and 3 more of the same kind (trace show)", many.get(1));
        assertEquals(3, TELL.calls(drops.subList(0, 3)).size());
    }

    @Test
    void says_likely_only_of_what_was_tested() {
        assertEquals(
                List.of(
                        "  likely  a process with more than one thread may not do this, and this",
                        "          shell has many",
                        "  try     clone user",
                        "          explain EINVAL says what else it can mean"),
                TELL.refusal(refused(true)));
        assertTrue(TELL.refusal(refused(false)).get(0).startsWith("  perhaps a process"));
    }

    @Test
    void a_refusal_of_our_own_says_what_and_what_instead() {
        assertEquals(
                List.of("  refused it would rename this machine", "  try     unshare uts first"),
                TELL.refusal(Refusal.safety("it would rename this machine", "unshare uts first")));
        assertEquals(
                "  no      there is no word 'x'",
                TELL.refusal(Refusal.usage("there is no word 'x'", "help")).get(0));
    }

    @Test
    void a_log_gets_the_refusal_as_the_style_asks() {
        assertEquals("""
                unshare(CLONE_NEWUSER) failed: EINVAL
                  likely: a process with more than one thread may not do this, and this shell has many
                  try:    clone user\
                """, Tell.oneLine(refused(true)));
        assertEquals("no\n  try:    yes", Tell.oneLine(Refusal.failed("no", "yes")));
    }

    @Test
    void says_what_changed_in_the_kernels_words() {
        assertEquals(
                List.of(
                        "  uts namespace    4026531838 → 4026532177   yours alone now",
                        "  hostname         lab → box",
                        "  mount /proc      proc proc rw private"),
                TELL.changes(List.of(
                        new View.Change("ns/uts", Optional.of("uts:[4026531838]"), Optional.of("uts:[4026532177]")),
                        new View.Change("hostname", Optional.of("lab"), Optional.of("box")),
                        new View.Change("mount /proc", Optional.empty(), Optional.of("proc proc rw private")))));
    }

    @Test
    void mounts_that_only_stop_being_shared_are_told_together() {
        List<View.Change> changes = IntStream.range(1, 6)
                .mapToObj(i -> new View.Change(
                        "mount /" + i, Optional.of("tmpfs t rw shared:" + i), Optional.of("tmpfs t rw private")))
                .toList();

        assertEquals(
                List.of("  mounts           5 were shared, are private  (look mounts)"),
                TELL.changes(changes).stream().map(String::stripTrailing).toList());
    }

    @Test
    void a_pid_namespace_comes_with_its_first_process_and_is_nobody_s_before() {
        assertEquals(
                List.of("  pid_for_children namespace 4026531836 → with its first process"),
                TELL.changes(List.of(
                        new View.Change("ns/pid_for_children", Optional.of("pid:[4026531836]"), Optional.empty()))));
    }

    @Test
    void a_name_chosen_inside_does_not_steer_the_terminal() {
        assertEquals(
                List.of("  hostname         lab → \\u001b[31mred"),
                TELL.changes(List.of(new View.Change("hostname", Optional.of("lab"), Optional.of("\u001b[31mred")))));
    }

    @Test
    void exit_status_three_is_for_what_this_machine_lacks() {
        SyscallFailed lacking =
                refused(true).explained(new Advice(true, "this thread lacks CAP_SYS_ADMIN (capget says so)", "sudo"));

        assertEquals(3, Tell.status(lacking));
        assertEquals(1, Tell.status(refused(true)));
        assertEquals(4, Tell.status(Refusal.safety("m", "r")));
    }

    @Property(tries = 300)
    void no_line_is_wider_than_the_terminal(
            @ForAll @IntRange(min = 40, max = 120) int width,
            @ForAll @IntRange(max = 300) int length,
            @ForAll @LongRange(max = 100_000_000_000L) long micros) {
        Tell tell = new Tell(PLAIN, width);
        String word = "x".repeat(length);
        SyscallEvent event = event("mount", micros, Optional.of(Errno.EPERM), word);
        View.Change change = new View.Change("mount /" + word, Optional.empty(), Optional.of(word));
        List<View.Change> gone = IntStream.range(0, 9)
                .mapToObj(i -> new View.Change("mount /" + i, Optional.of("a"), Optional.empty()))
                .toList();

        Stream.of(
                        List.of(tell.call(event)),
                        tell.calls(List.of(event, event("close", 1, Optional.empty()))),
                        tell.changes(List.of(change)),
                        tell.changes(gone),
                        tell.news(List.of("a note of " + word + " and more")),
                        tell.refusal(new SyscallFailed(event, new Advice(true, "why " + word, word))),
                        tell.refusal(Refusal.usage("no " + word, "try\n" + word)))
                .flatMap(List::stream)
                .forEach(line -> assertTrue(line.length() <= width, () -> line.length() + ": " + line));
    }

    @Test
    void cuts_no_character_in_half() {
        assertEquals("🐚…", Fold.fit("🐚🐚🐚", 4));
        assertEquals(List.of("🐚", "🐚"), Fold.wrap("🐚🐚", 3));
    }
}
