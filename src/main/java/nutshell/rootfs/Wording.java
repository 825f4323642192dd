package nutshell.rootfs;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import nutshell.refusals.Printable;
import org.jspecify.annotations.Nullable;

/** Turns strangers' names, sizes and failures into words that are safe to show. */
final class Wording {

    private static final int LONGEST = 160;

    private Wording() {}

    static String text(@Nullable String text) {
        return Printable.text(text, LONGEST);
    }

    /** Returns a size in powers of a thousand, as {@code ls --si} does. */
    static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " bytes";
        }
        double size = bytes;
        int unit = -1;
        while (size >= 999.95) {
            size /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", size, new String[] {"kB", "MB", "GB", "TB", "PB", "EB"}[unit]);
    }

    /** Returns number and noun, the noun in the plural where the number asks for it. */
    static String count(long number, String noun) {
        if (number == 1) {
            return "1 " + noun;
        }
        return number + " " + (noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s");
    }

    static String reason(Throwable failure) {
        if (failure instanceof Unfit) {
            // Made of printable parts already.
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof FileSystemException file) {
            return text(file.getFile()) + ": " + fileReason(file);
        }
        if (failure instanceof InvalidPathException name) {
            return "the name '%s' cannot be written here: %s (LC_ALL=C.UTF-8 allows every UTF-8 name)"
                    .formatted(text(name.getInput()), text(name.getReason()));
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : text(message);
    }

    private static String fileReason(FileSystemException failure) {
        String reason = failure.getReason();
        if (reason != null) {
            return text(reason);
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "exists already";
        }
        return failure instanceof AccessDeniedException
                ? "permission denied"
                : failure.getClass().getSimpleName();
    }
}
