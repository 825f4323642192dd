package nutshell.evidence.proc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nutshell.evidence.Evidence;
import nutshell.refusals.Printable;

/** The directory of one process or thread under {@code /proc}: each question is one read, and no answer is parsed here. */
public record ProcDirectory(Path path) {

    /** More than any file of a process has to say; mountinfo of a host with a thousand containers is about a third. */
    private static final int MOST_BYTES = 4 << 20;

    public static ProcDirectory of(int pid) {
        return new ProcDirectory(Path.of("/proc", Integer.toString(pid)));
    }

    /** This program itself: the host's side, seen from here. */
    public static ProcDirectory self() {
        return new ProcDirectory(Path.of("/proc/self"));
    }

    /** Ends lines at {@code \n} alone: whoever names a file may put every other character into the name. */
    public Evidence<List<String>> lines(String file) {
        return text(file)
                .parsed(text -> Stream.of(text.split("\n", -1))
                        .filter(line -> !line.isEmpty())
                        .toList());
    }

    public Evidence<String> text(String file) {
        Path source = path.resolve(file);
        try (InputStream in = Files.newInputStream(source)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            return bytes.length > MOST_BYTES
                    ? Evidence.notSeen(source.toString(), "it is longer than 4 MiB")
                    : Evidence.seen(source.toString(), new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Evidence.notSeen(source.toString(), reason(e));
        }
    }

    /** Reads a link, and does not follow it. */
    public Evidence<String> link(String name) {
        Path source = path.resolve(name);
        try {
            return Evidence.seen(
                    source.toString(), Files.readSymbolicLink(source).toString());
        } catch (IOException e) {
            return Evidence.notSeen(source.toString(), reason(e));
        }
    }

    /** Lists a directory by names that are numbers, in their order; a program may have a great many descriptors. */
    public Evidence<List<Integer>> numbers(String directory, int most) {
        Path source = path.resolve(directory);
        try (Stream<Path> entries = Files.list(source)) {
            return Evidence.seen(
                    source.toString(),
                    entries.map(entry -> String.valueOf(entry.getFileName()))
                            .filter(name -> name.matches("[0-9]{1,9}"))
                            .map(Integer::valueOf)
                            .sorted()
                            .limit(most)
                            .toList());
        } catch (IOException | java.io.UncheckedIOException e) {
            return Evidence.notSeen(source.toString(), reason(e));
        }
    }

    static String reason(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file: the process has ended, or this kernel does not have it";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied: only its owner or root may look";
        }
        return Printable.text(e.getMessage(), 300);
    }
}
