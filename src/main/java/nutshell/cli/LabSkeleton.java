package nutshell.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nutshell.content.ProgramFile;
import nutshell.labs.Course;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** The files of a new lab: whole, playable, and waiting to be rewritten. */
final class LabSkeleton {

    private static final List<String> FILES = List.of("lab.md", "session.txt");

    private LabSkeleton() {}

    static List<Path> make(Course course, String name) {
        if (!name.matches(Course.NAME)) {
            throw Refusal.usage(
                    "a lab is called by two digits, a dash, and lower case, not '" + Printable.text(name, 60) + "'",
                    "nutshell lab new 40-mine");
        }
        Path folder = course.directory().resolve(name);
        List<Path> written = new ArrayList<>();
        try {
            Files.createDirectory(folder);
            for (String file : FILES) {
                Path target = folder.resolve(file);
                Files.writeString(target, ProgramFile.text("/nutshell/labs/" + file));
                written.add(target);
            }
            return written;
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw Refusal.failed(Printable.text(folder.toString()) + " is there already", "another name");
        } catch (IOException e) {
            throw Refusal.failed(
                    Printable.text(folder.toString()) + " cannot be written: " + TextFiles.reason(e),
                    "nutshell lab new " + name + " --labs DIR");
        }
    }
}
