package nutshell.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the files a program needs before its first instruction, from its headers alone: nothing is run to find out. */
record Libraries(List<Path> directories) {

    /** Returns the loader and all libraries of an ELF program, those that its libraries need too. */
    Set<Path> neededBy(Path program) throws IOException {
        Elf elf = Elf.parse(ProgramFile.map(program));
        Set<Path> found = new LinkedHashSet<>();
        elf.interpreter().map(Path::of).ifPresent(found::add);
        // The loader takes a program's $ORIGIN from /proc/self/exe, behind all links; a library's as it was opened.
        collect(new Loaded(program.toRealPath(), elf, List.of()), found);
        return found;
    }

    /** One object in memory, and the DT_RPATH directories of those that asked for it: they count for it too. */
    private record Loaded(Path file, Elf elf, List<Path> inherited) {

        List<Path> ownRpath() {
            // A DT_RUNPATH switches the object's own DT_RPATH off.
            return elf.runpath().isEmpty() ? expand(elf.rpath()) : List.of();
        }

        List<Path> forItsNeeds() {
            return Stream.concat(ownRpath().stream(), inherited.stream()).toList();
        }

        List<Path> runpath() {
            return expand(elf.runpath());
        }

        /** {@code $LIB} and {@code $PLATFORM} differ from loader to loader; what uses them is not guessed at. */
        private List<Path> expand(List<String> directories) {
            String origin = String.valueOf(file.toAbsolutePath().getParent());
            return directories.stream()
                    .map(directory -> directory.replace("${ORIGIN}", origin).replace("$ORIGIN", origin))
                    .filter(directory -> directory.startsWith("/") && !directory.contains("$"))
                    .map(Path::of)
                    .toList();
        }
    }

    private void collect(Loaded object, Set<Path> found) throws IOException {
        for (String name : object.elf.needed()) {
            Path file = find(name, object)
                    .orElseThrow(
                            () -> Unfit.damaged("%s needs the library %s, which is in none of the loader's directories"
                                    .formatted(Wording.text(object.file.toString()), Wording.text(name))));
            if (found.add(file)) {
                collect(new Loaded(file, Elf.parse(ProgramFile.map(file)), object.forItsNeeds()), found);
            }
        }
    }

    private Optional<Path> find(String name, Loaded object) {
        if (name.contains("/")) {
            return Optional.of(Path.of(name)).filter(file -> fits(file, object.elf));
        }
        return Stream.of(object.forItsNeeds(), object.runpath(), directories)
                .flatMap(List::stream)
                .map(directory -> directory.resolve(name))
                .filter(file -> fits(file, object.elf))
                .findFirst();
    }

    /** As the loader does: passes over a library for another word size or machine. */
    private static boolean fits(Path file, Elf program) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try {
            Elf library = Elf.parse(ProgramFile.map(file));
            return library.bits() == program.bits() && library.machine() == program.machine();
        } catch (IOException e) {
            return false;
        }
    }
}
