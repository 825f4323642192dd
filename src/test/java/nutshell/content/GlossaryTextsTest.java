package nutshell.content;

import static java.util.function.Predicate.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the texts to what they promise: complete, within the limits, and nothing to type that the shell does not know. */
class GlossaryTextsTest {

    private static final Path FOLDER = Path.of("src/main/resources/nutshell/glossary");
    private static final Pattern QUOTED = Pattern.compile("`([^`]*)`");
    private static final Set<String> SHELL = words("""
            rootfs overlay container unshare clone setns sethostname mount umount mknod chdir chroot pivot_root
            link bridge veth route nat cgroup capabilities no_new_privs seccomp setuid setgid landlock exec jobs fg
            look inspect why host inside trace steps undo reset save load export explain labs lab next predict hint check
            solution progress help history exit recipe run doctor clean escape drift image gate
            scan""");
    private static final Set<String> TOPICS = words("""
            uts mnt pid net ipc cgroup-namespace time user namespace container-thread pid-1 zombie orphan proc sysfs
            dev devpts tmpfs bind-mount propagation mountinfo whiteout copy-up layer image bundle ledger cgroup-v1
            cgroup-v2 hybrid pids.max memory.max memory.swap.max cpu.max cpu.weight oom-kill fork-bomb exit-status
            close_range leaked-descriptor terminal capability bounding-set root rootless vfork-list lab-machine
            pdeathsig subreaper nsfs setgroups""");
    private static final Set<String> ERRNOS = words("""
            EPERM EACCES EINVAL EBUSY ENOENT ENOEXEC ENOTDIR ENOMEM EAGAIN ENOSPC EROFS EEXIST ENODEV ENXIO ENOTSUP
            EOPNOTSUPP ENOTEMPTY ELOOP EMFILE ENAMETOOLONG ENETUNREACH ESRCH ECHILD EUSERS EOVERFLOW ENOSYS ENOTBLK
            EFAULT ETXTBSY""");

    private final Glossary glossary = Glossary.builtIn();

    @Test
    void explains_every_word_of_the_shell_every_topic_and_every_errno() {
        List<String> missing = Stream.of(SHELL, TOPICS, ERRNOS)
                .flatMap(Set::stream)
                .filter(word -> glossary.find(word).isEmpty())
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void gives_words_of_the_shell_a_page_of_their_own() {
        List<String> own =
                SHELL.stream().filter(not(glossary.words()::contains)).toList();
        assertEquals(List.of(), own);
    }

    @Test
    void has_an_index_that_lists_exactly_the_texts_in_the_folder() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> expected = files.filter(file -> !file.endsWith("index"))
                    .map(GlossaryTextsTest::entryIn)
                    .map(GlossaryIndex::lineOf)
                    .sorted(Comparator.comparing(line -> line.toLowerCase(Locale.ROOT)))
                    .toList();
            assertEquals(String.join("\n", expected) + "\n", Files.readString(FOLDER.resolve("index")));
        }
    }

    @TestFactory
    Stream<DynamicTest> names_only_words_that_the_shell_or_the_glossary_knows() {
        return eachEntry(entry -> {
            assertEquals(0, entry.body().chars().filter(c -> c == '`').count() % 2, "backquotes come in pairs");
            for (MatchResult quoted : QUOTED.matcher(entry.body()).results().toList()) {
                String line = quoted.group(1);
                String first = line.strip().split("\\s+", 2)[0];
                assertTrue(SHELL.contains(first) || glossary.find(first).isPresent(), "`" + line + "`");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> points_only_to_pages_that_exist() {
        return eachEntry(entry -> {
            String all = entry.body().replace('\n', ' ') + " `" + String.join("` `", entry.tries()) + "`";
            for (MatchResult pointer :
                    Pattern.compile("`explain ([^`]+)`").matcher(all).results().toList()) {
                String word = pointer.group(1);
                boolean syntax = Set.of("WORD", "last").contains(word);
                assertTrue(syntax || glossary.find(word).isPresent(), "explain " + word);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> offers_lines_to_try_that_begin_with_a_word_of_the_shell() {
        return eachEntry(entry ->
                entry.tries().forEach(line -> assertTrue(SHELL.contains(line.split(" ", 2)[0]), line)));
    }

    private Stream<DynamicTest> eachEntry(Consumer<Entry> claim) {
        return glossary.words().stream()
                .map(word -> DynamicTest.dynamicTest(
                        word, () -> claim.accept(glossary.find(word).orElseThrow())));
    }

    private static Entry entryIn(Path file) {
        try {
            return EntryParser.parse(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> words(String text) {
        return Set.of(text.split("\\s+", -1));
    }
}
