package nutshell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jnr.constants.platform.Errno;
import nutshell.container.View;
import nutshell.kernel.Advice;
import nutshell.kernel.SyscallEvent;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

/** The keys of INTERFACE.md in their order; further ones may follow. */
class JsonTest {

    private static final SyscallEvent UNSHARE =
            new SyscallEvent("unshare", List.of("CLONE_NEWUTS"), 0, Optional.empty(), 41, SyscallEvent.Actor.CONTAINER);

    private static String json(Shell.Outcome outcome) {
        return Json.line(Json.of(outcome));
    }

    @Test
    void a_line_that_was_done() {
        View.Change change =
                new View.Change("ns/uts", Optional.of("uts:[4026531838]"), Optional.of("uts:[4026532177]"));

        assertEquals(
                "{\"schema\":\"nutshell.line/1\",\"line\":\"unshare uts\",\"ok\":true,"
                        + "\"syscalls\":[{\"name\":\"unshare\",\"args\":[\"CLONE_NEWUTS\"],\"result\":0,"
                        + "\"errno\":null,\"micros\":41,\"by\":\"container\"}],"
                        + "\"changes\":[{\"what\":\"ns/uts\",\"before\":\"uts:[4026531838]\","
                        + "\"after\":\"uts:[4026532177]\"}],"
                        + "\"output\":\"\",\"error\":null,\"notes\":[]}",
                json(new Shell.Outcome(
                        "unshare uts", List.of(UNSHARE), List.of(change), "", List.of(), Optional.empty())));
    }

    @Test
    void keys_without_an_order_are_sorted_and_others_stay() {
        Map<String, Object> ordered = new LinkedHashMap<>();
        ordered.put("schema", "s");
        ordered.put("facts", Map.of("b", 1, "c", 2, "a", Map.of("z", 3, "y", 4)));

        assertEquals("{\"schema\":\"s\",\"facts\":{\"a\":{\"y\":4,\"z\":3},\"b\":1,\"c\":2}}", Json.line(ordered));
    }

    @Test
    void a_line_that_the_kernel_refused() {
        SyscallEvent event = new SyscallEvent(
                "chroot", List.of("\"/x\""), -1, Optional.of(Errno.ENOENT), 3, SyscallEvent.Actor.CHILD);
        SyscallFailed failed = new SyscallFailed(event, new Advice(false, "no such directory", "inside ls /"));

        assertEquals(
                "{\"schema\":\"nutshell.line/1\",\"line\":\"chroot /x\",\"ok\":false,"
                        + "\"syscalls\":[{\"name\":\"chroot\",\"args\":[\"\\\"/x\\\"\"],\"result\":-1,"
                        + "\"errno\":\"ENOENT\",\"micros\":3,\"by\":\"child\"}],\"changes\":[],\"output\":\"\","
                        + "\"error\":{\"call\":\"chroot(\\\"/x\\\")\",\"errno\":\"ENOENT\","
                        + "\"likely\":\"no such directory\",\"try\":\"inside ls /\"},\"notes\":[]}",
                json(new Shell.Outcome("chroot /x", List.of(event), List.of(), "", List.of(), Optional.of(failed))));
    }

    @Test
    void a_line_that_we_refused_has_no_call() {
        assertEquals(
                "{\"call\":null,\"errno\":null,\"likely\":\"there is no word 'x'\",\"try\":\"help\"}",
                Json.line(Json.of(Refusal.usage("there is no word 'x'", "help"))));
    }

    @Test
    void a_side_that_has_nothing_there_is_null() {
        View.Change gone = new View.Change("mount /proc", Optional.of("proc"), Optional.empty());
        String json =
                json(new Shell.Outcome("umount /proc", List.of(), List.of(gone), "", List.of(), Optional.empty()));

        assertEquals(
                "\"changes\":[{\"what\":\"mount /proc\",\"before\":\"proc\",\"after\":null}]",
                json.substring(json.indexOf("\"changes\""), json.indexOf(",\"output\"")));
    }

    @Test
    void is_one_line_without_escape_sequences_whatever_was_printed() {
        String json = json(new Shell.Outcome(
                "exec x\u001b", List.of(), List.of(), "a\nb\u001b[31m\r", List.of("\u0007"), Optional.empty()));

        assertFalse(json.codePoints().anyMatch(point -> point < ' '), json);
    }
}
