package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("whole")
class StraceTest {

    private static final String CALLS = "unshare,setns,mount,umount2,pivot_root,chroot,chdir,sethostname,mkdir,rmdir,"
            + "clone,execve,openat,write,read,close,pipe2,dup3,prctl,setpgid,ioctl,umask,mknod,mknodat,mkdirat,"
            + "unlinkat,close_range,rt_sigaction,rt_sigprocmask,kill,sendmsg,recvmsg,socket,setsockopt,sendto";

    /** {@code 4711 mount("proc", "/proc", "proc", 0, NULL) = 0}; the other half of an interrupted call is joined to it. */
    private static final Pattern LINE =
            Pattern.compile("([0-9]+) +([a-z_0-9]+)\\((.*)\\) += (-?[0-9]+)(?: ([A-Z]+) .*)?");

    private static final Pattern BEGUN = Pattern.compile("([0-9]+) +(.*) <unfinished \\.\\.\\.>");
    private static final Pattern RESUMED = Pattern.compile("([0-9]+) +<\\.\\.\\. [a-z_0-9]+ resumed>(.*)");

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    /** One call, by what both sides tell alike. */
    private record Call(String name, String result) {}

    @BeforeEach
    void needs() {
        WholeProgram.needsRoot();
        Commands.need("busybox", "strace");
        Commands.Result trial = Commands.run("strace", "-o", "/dev/null", "true");
        assumeTrue(trial.status() == 0, "ptrace is forbidden here: " + trial.err());
    }

    /** The container of all others, with a network: a netlink message's result is that of its sendto. */
    private static List<String> lines() {
        List<String> lines = new ArrayList<>(MustShowTest.LINES);
        lines.addAll(
                lines.size() - 1,
                List.of("link up lo", "bridge nuts0 10.77.247.1/24", "veth nuts1 eth0 10.77.247.2/24 --bridge nuts0"));
        return lines;
    }

    @Test
    void tells_the_calls_that_strace_sees_in_their_order() throws IOException {
        Path log = program.directory().resolve("strace");
        List<String> command = new ArrayList<>(
                List.of("strace", "-f", "--seccomp-bpf", "-s", "1", "-e", "trace=" + CALLS, "-o", log.toString()));
        command.addAll(program.command("shell", "--batch", "--json"));
        Commands.Result result = Commands.run(String.join("\n", lines()) + "\n", program.environment(), command)
                .wellDone();

        Map<String, List<Call>> ours = told(result.lines());
        Collection<List<Call>> seen = seen(Files.readAllLines(log)).values();
        assertEquals(Set.of("container", "host", "child 1"), ours.keySet());
        assertFalse(ours.values().stream().anyMatch(calls -> calls.size() < 5), ours.toString());
        ours.forEach((actor, calls) -> assertEquals(
                calls,
                seen.stream()
                        .map(thread -> common(calls, thread))
                        .max((a, b) -> Integer.compare(a.size(), b.size()))
                        .orElse(List.of()),
                "the calls of the " + actor + ", of which strace saw"));
    }

    /** By actor, and each child apart: a clone begins another. */
    private static Map<String, List<Call>> told(List<String> lines) throws IOException {
        Map<String, List<Call>> told = new LinkedHashMap<>();
        int children = 0;
        for (String line : lines) {
            for (JsonNode call : new ObjectMapper().readTree(line).get("syscalls")) {
                boolean clone = call.get("name").asText().equals("clone");
                children += clone ? 1 : 0;
                String actor = call.get("by").asText();
                String key = actor.equals("child") ? actor + " " + children : actor;
                String result = call.get("errno").isNull()
                        ? call.get("result").asText()
                        : call.get("errno").asText();
                told.computeIfAbsent(key, k -> new ArrayList<>())
                        .add(new Call(call.get("name").asText(), result));
            }
        }
        return told;
    }

    /** By thread. */
    private static Map<String, List<Call>> seen(List<String> lines) {
        Map<String, List<Call>> seen = new LinkedHashMap<>();
        Map<String, String> begun = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher half = BEGUN.matcher(line);
            Matcher rest = RESUMED.matcher(line);
            if (half.matches()) {
                begun.put(half.group(1), half.group(2));
                continue;
            }
            String whole = rest.matches() ? rest.group(1) + " " + begun.remove(rest.group(1)) + rest.group(2) : line;
            Matcher call = LINE.matcher(whole);
            if (call.matches()) {
                String errno = call.group(5);
                seen.computeIfAbsent(call.group(1), k -> new ArrayList<>())
                        .add(new Call(call.group(2), errno == null ? call.group(4) : errno));
            }
        }
        return seen;
    }

    /** As many of the first as are found in the second in this order. */
    private static List<Call> common(List<Call> calls, List<Call> thread) {
        List<Call> found = new ArrayList<>();
        for (Call call : thread) {
            if (found.size() < calls.size() && calls.get(found.size()).equals(call)) {
                found.add(call);
            }
        }
        return found;
    }
}
