package nutshell.rootfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nutshell.refusals.Refusal;

/** The libraries of this host that the programs of a tree need and do not bring along: the C library, mostly. */
public final class HostLibraries {

    private final List<Path> programs;
    private final Set<Path> files;

    private HostLibraries(List<Path> programs, Set<Path> files) {
        this.programs = programs;
        this.files = files;
    }

    public static HostLibraries neededBy(Path tree) {
        try {
            List<Path> programs = programsOf(tree);
            Set<Path> own = new LinkedHashSet<>();
            programs.forEach(program -> own.add(program.resolveSibling("")));
            // A runtime's libraries name each other without saying where they lie: whoever needs them has them loaded.
            List<Path> directories = new ArrayList<>(own);
            directories.addAll(LoaderDirectories.ofThisHost());
            Libraries libraries = new Libraries(directories);
            Set<Path> found = new TreeSet<>();
            for (Path program : programs) {
                libraries.neededBy(program).stream()
                        .filter(library -> !library.startsWith(tree))
                        .forEach(found::add);
            }
            return new HostLibraries(programs, found);
        } catch (IOException e) {
            throw Refusal.failed("the libraries of %s are not known: %s".formatted(tree, e.getMessage()), "ldd");
        }
    }

    private static List<Path> programsOf(Path tree) throws IOException {
        List<Path> programs = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(tree)) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                if (Files.size(file) > 4 && Elf.isElf(ProgramFile.map(file))) {
                    programs.add(file);
                }
            }
        }
        return programs;
    }

    /** Their file names: {@code libc.so.6}. */
    public List<String> names() {
        return files.stream()
                .map(file -> String.valueOf(file.getFileName()))
                .distinct()
                .toList();
    }

    /** The highest version of symbols that any of the programs asks for: {@code 2.34} of {@code GLIBC_2.34}. */
    public String symbols(String prefix) {
        Pattern version = Pattern.compile("\0" + prefix + "_(\\d+)\\.(\\d+)");
        int major = 0;
        int minor = 0;
        for (Path program : programs) {
            Matcher found = version.matcher(latin(program));
            while (found.find()) {
                int first = Integer.parseInt(found.group(1));
                int second = Integer.parseInt(found.group(2));
                if (first > major || (first == major && second > minor)) {
                    major = first;
                    minor = second;
                }
            }
        }
        return major + "." + minor;
    }

    private static String latin(Path file) {
        try {
            ByteBuffer bytes = ProgramFile.map(file);
            return java.nio.charset.StandardCharsets.ISO_8859_1.decode(bytes).toString();
        } catch (IOException e) {
            throw Refusal.failed("%s cannot be read: %s".formatted(file, e.getMessage()), "ls -l " + file);
        }
    }

    /** Copies them to the same places in a tree that may hold something already. */
    public void copyInto(Path root) {
        Mirror mirror = new Mirror(root);
        try {
            for (Path file : files) {
                mirror.copy(file);
            }
        } catch (IOException e) {
            throw Refusal.failed(
                    "the libraries cannot be copied to %s: %s".formatted(root, e.getMessage()), "df " + root);
        }
    }
}
