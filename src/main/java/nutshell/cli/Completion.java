package nutshell.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import nutshell.capabilities.Capability;
import nutshell.cgroups.CgroupKey;
import nutshell.cli.words.Vocabulary;
import nutshell.landlock.AccessRights;
import nutshell.namespaces.Namespace;
import nutshell.seccomp.Abi;
import nutshell.seccomp.Syscalls;
import org.jline.builtins.Completers.FileNameCompleter;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes words, namespaces, control group files, capabilities, recipes and file names. */
final class Completion implements Completer {

    private final Shell shell;
    private final FileNameCompleter files = new FileNameCompleter();

    Completion(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> words = line.words();
        if (line.wordIndex() == 0) {
            for (String name : Vocabulary.names()) {
                candidates.add(
                        new Candidate(name, name, null, Vocabulary.usage(name).orElse(""), null, null, true));
            }
            return;
        }
        after(words.get(0), line.wordIndex(), words).forEach(word -> candidates.add(new Candidate(word)));
        if (takesFile(words.get(0))) {
            files.complete(reader, line, candidates);
        }
    }

    private List<String> after(String word, int index, List<String> words) {
        return switch (word) {
            case "unshare" -> namespaces(index, words, List.of("--propagation", "--boottime", "--monotonic"));
            case "setns" -> namespaces(index, words, List.of());
            case "rootfs" -> List.of("busybox", "host", "oci:");
            case "load" -> Recipes.names();
            case "mount" ->
                List.of("proc", "sysfs", "devpts", "-t", "-o", "--bind", "--rbind", "--make-rprivate", "tmpfs");
            case "link" -> List.of("up", "lo");
            case "bridge", "nat" -> List.of("nut0");
            case "veth" -> List.of("nut1", "eth0", "--bridge");
            case "route" -> List.of("default", "via");
            case "cgroup" -> index == 1 ? List.of("new", "set", "show") : index == 2 ? CgroupKey.names() : List.of();
            case "seccomp" -> filter(index, words);
            case "capabilities" -> index == 1 ? List.of("drop", "keep", "ambient") : capabilities();
            case "landlock" -> AccessRights.allWords();
            case "setgid" -> List.of("--keep-groups");
            case "setuid" -> List.of("--keepcaps");
            default ->
                Vocabulary.find(word).map(known -> known.completions(shell)).orElse(List.of());
        };
    }

    private static List<String> filter(int index, List<String> words) {
        if (index == 1) {
            return List.of("deny", "allow", "load");
        }
        return words.get(1).equals("load")
                ? List.of("docker-default", "--at-exec")
                : Stream.concat(Syscalls.of(Abi.ofThisMachine()).stream().sorted(), Stream.of("--at-exec", "--arch"))
                        .toList();
    }

    /** Each once. */
    private static List<String> namespaces(int index, List<String> words, List<String> options) {
        List<String> left = new ArrayList<>(
                Arrays.stream(Namespace.values()).map(Namespace::word).toList());
        left.removeAll(words.subList(1, index));
        left.addAll(options);
        return left;
    }

    private static List<String> capabilities() {
        return Stream.concat(
                        Stream.of("all"), Arrays.stream(Capability.values()).map(Enum::name))
                .toList();
    }

    private static boolean takesFile(String word) {
        return List.of(
                        "rootfs",
                        "landlock",
                        "seccomp",
                        "load",
                        "save",
                        "mount",
                        "umount",
                        "chroot",
                        "chdir",
                        "export",
                        "exec",
                        "inside",
                        "host")
                .contains(word);
    }
}
