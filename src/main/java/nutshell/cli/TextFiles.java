package nutshell.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import org.jspecify.annotations.Nullable;

/** Reads and writes the files a person names: all of a file or nothing. */
public final class TextFiles {

    private static final long MOST_BYTES = 4L << 20;
    private static final Pattern HALF = Pattern.compile("\\.nutshell-([0-9]{1,9})-[0-9]+");

    private TextFiles() {}

    public static List<String> lines(Path file) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) > MOST_BYTES) {
                throw Refusal.usage(shown(file) + " is larger than 4 MiB", "a recipe is a short list of lines");
            }
            return Files.readAllLines(file);
        } catch (java.nio.charset.CharacterCodingException e) {
            throw Refusal.usage(shown(file) + " is not a text in UTF-8", "file " + shown(file));
        } catch (IOException e) {
            throw Refusal.failed(shown(file) + " cannot be read: " + reason(e), "ls -l " + shown(file));
        }
    }

    /** A text that is too long to be held at once. */
    interface Told {
        void to(Writer out) throws IOException;
    }

    /** Whoever reads the file sees the old text or the new one, never half of it. */
    public static void write(Path file, String text) {
        write(file, out -> out.write(text));
    }

    private static void write(Path file, Told text) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory == null || Files.isDirectory(file)) {
                throw Refusal.usage(shown(file) + " is a directory", "save box.nut");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                // A device or a pipe is written to, never replaced: root's save /dev/null would cost the machine its
                // own.
                fill(file, text);
                return;
            }
            removeHalves(directory);
            Path fresh = Files.createTempFile(
                    directory, ".nutshell-" + ProcessHandle.current().pid() + "-", "");
            try {
                fill(fresh, text);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw Refusal.failed(shown(file) + " cannot be written: " + reason(e), "save /tmp/box.nut");
        }
    }

    private static void fill(Path file, Told text) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardOpenOption.WRITE)) {
            text.to(out);
        }
    }

    /** What was being written there when its writer was killed; one that cannot be removed is no reason not to write. */
    private static void removeHalves(Path directory) throws IOException {
        try (DirectoryStream<Path> halves = Files.newDirectoryStream(directory, ".nutshell-*")) {
            for (Path half : halves) {
                Matcher name = HALF.matcher(half.getFileName().toString());
                if (name.matches()
                        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                    Files.deleteIfExists(half);
                }
            }
        } catch (FileSystemException e) {
            return;
        }
    }

    /** Puts a report where the person wants it: into that file, or on standard output. */
    static void report(@Nullable Path output, String report) {
        if (output == null) {
            System.out.print(report);
        } else {
            written(output, out -> out.write(report));
        }
    }

    /** The same for a document in UTF-8, piece by piece. */
    static void document(@Nullable Path output, Told document) {
        if (output != null) {
            written(output, document);
            return;
        }
        try {
            Writer out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
            document.to(out);
            out.flush();
        } catch (IOException e) {
            throw Refusal.failed("the report cannot be written: " + reason(e), "--output FILE");
        }
    }

    private static void written(Path output, Told report) {
        write(output, report);
        System.err.println("written to " + Printable.text(output.toString()));
    }

    /** Whether a descriptor of ours is a terminal, by the name the kernel gives it: cheaper than loading libc for isatty. */
    static boolean isTerminal(int fd) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd))
                    .toString()
                    .matches("/dev/(pts/|tty|console).*");
        } catch (IOException e) {
            return false;
        }
    }

    private static String shown(Path file) {
        return Printable.text(file.toString());
    }

    static String reason(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException
                ? "there is no such file"
                : e instanceof java.nio.file.AccessDeniedException
                        ? "permission denied"
                        : Printable.text(String.valueOf(e.getMessage()));
    }
}
