package nutshell.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * The text of a file that somebody wrote, perhaps a stranger: short enough, in UTF-8, and without a character that would
 * steer a terminal.
 *
 * @param file its name, as told to people
 */
public record SourceText(String file, List<String> lines) {

    private static final long MOST_BYTES = 64 * 1024;
    private static final int LONGEST_LINE = 500;

    public SourceText {
        lines = List.copyOf(lines);
    }

    /** Refuses what is too large before it is read, and what is no plain text with file and line. */
    public static SourceText read(Path file) {
        String name = Printable.text(file.toString());
        try {
            if (!Files.isRegularFile(file)) {
                throw Refusal.failed(
                        name + " is missing, or is no file", "nutshell lab new makes a lab with all of its files");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw Refusal.failed(
                        name + ": expected at most 64 KiB, found " + Files.size(file) + " bytes", "make it shorter");
            }
            return of(name, decode(name, Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            throw Refusal.failed(name + " has gone while it was looked for", "try again");
        } catch (IOException e) {
            throw Refusal.failed(name + " cannot be read: " + Printable.text(e.getMessage()), "ls -l " + name);
        }
    }

    private static String decode(String name, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusal.failed(name + ": expected UTF-8", "iconv -t UTF-8 " + name);
        }
    }

    /** Refuses characters that steer a terminal, with file and line. */
    public static SourceText of(String file, String text) {
        SourceText source = new SourceText(file, text.lines().toList());
        for (int i = 0; i < source.lines.size(); i++) {
            String line = source.lines.get(i);
            if (line.length() > LONGEST_LINE) {
                throw source.wrong(
                        i + 1, "expected at most " + LONGEST_LINE + " characters in a line", "break the line");
            }
            if (!Printable.text(line, line.length()).equals(line)) {
                throw source.wrong(
                        i + 1,
                        "expected characters that can be seen, found " + Printable.text(line, 80),
                        "escape sequences, tabs and marks of direction do not belong in a lab");
            }
        }
        return source;
    }

    /** A refusal that names file and line, counted from 1. */
    public Refusal wrong(int line, String message, String example) {
        return Refusal.failed(file + ":" + line + ": " + message, example);
    }
}
