package nutshell.drift;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import nutshell.evidence.proc.ProcDirectory;
import nutshell.kernel.Fanotify;

/**
 * Scripts that are handed to an interpreter. Executed is the interpreter, which is the image's own, so nobody asks us; but it
 * opens the script, and of that we are told.
 */
final class Scripts {

    private static final int REMEMBERED = 4096;
    private static final Set<String> MANY_IN_ONE = Set.of("busybox", "toybox");
    private static final Set<String> SHELLS =
            Set.of("sh", "ash", "hush", "bash", "dash", "zsh", "ksh", "awk", "gawk", "mawk", "tclsh");
    private static final List<String> FAMILIES = List.of("python", "perl", "ruby", "php", "lua", "node");

    private final Members members;
    private final Judge judge;
    /** The command lines of interpreters, and an empty one for everybody else. */
    private final Map<Integer, List<String>> lines = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, List<String>> eldest) {
            return size() > REMEMBERED;
        }
    };

    Scripts(Members members, Judge judge) {
        this.members = members;
        this.judge = judge;
    }

    /** A program of the image is being started; where whoever starts it waits for us, its arguments can be read. */
    void starts(int pid, String path, boolean waits) {
        String program = lastPart(path);
        if (!MANY_IN_ONE.contains(program) && !isInterpreter(program)) {
            lines.put(pid, List.of());
            return;
        }
        List<String> words = waits ? called(Invocation.of(pid)) : List.of();
        if (words.isEmpty()) {
            // To be looked up when it opens something.
            lines.remove(pid);
            return;
        }
        lines.put(pid, isInterpreter(words.get(0)) || isInterpreter(program) ? words : List.of());
    }

    /** "busybox sh" calls sh. */
    private static List<String> called(List<String> words) {
        boolean first = words.size() > 1 && MANY_IN_ONE.contains(lastPart(words.get(0)));
        return first ? words.subList(1, words.size()) : words;
    }

    /** Looks at a file that was opened; most are passed over after one look into a table. */
    void look(Fanotify.Event event, Findings findings) {
        if (event.executes()) {
            return;
        }
        List<String> line = lines.computeIfAbsent(event.pid(), this::line);
        if (line.isEmpty()) {
            return;
        }
        Judge.Judged judged = judge.judge(event.fd());
        boolean foreign = judged.verdict() != Verdict.OF_THE_IMAGE;
        if (foreign && judged.program().stamp().isRegular() && isScript(line, judged)) {
            String by = lastPart(line.get(0));
            findings.add(new Finding(judged.path(), Verdict.SCRIPT, by, event.pid(), false, 1));
        }
    }

    private List<String> line(int pid) {
        String line =
                new ProcDirectory(Members.process(pid)).text("cmdline").fact().orElse("");
        List<String> words = called(List.of(line.split("\0", -1)));
        boolean interprets = isInterpreter(words.get(0)) || isInterpreter(name(pid));
        return interprets && members.has(pid) ? words : List.of();
    }

    /** It is in the command line, or says itself what it is. Data that a program reads is neither. */
    private static boolean isScript(List<String> line, Judge.Judged judged) {
        String file = lastPart(judged.path());
        // What follows -c is the script itself, not its name.
        Stream<String> arguments = line.stream().skip(1).takeWhile(word -> !word.equals("-c"));
        return arguments.map(Scripts::lastPart).anyMatch(file::equals)
                || judged.program().beginsWith("#!");
    }

    /** By a name or a path; a shell at login has a hyphen before its name. */
    private static boolean isInterpreter(String path) {
        String name = lastPart(path).replaceFirst("^-", "");
        return SHELLS.contains(name) || FAMILIES.stream().anyMatch(name::startsWith);
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** What a process calls itself. */
    static String name(int pid) {
        return new ProcDirectory(Members.process(pid))
                .text("comm")
                .fact()
                .map(String::strip)
                .orElse("?");
    }
}
