package nutshell.rootfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Brings programs into a tree together with what they need to start: libraries, loader, a script's interpreter. */
final class Programs {

    private final Mirror mirror;
    private final Libraries libraries;
    private final Set<Path> brought = new HashSet<>();
    private final Set<Path> broughtLibraries = new HashSet<>();

    Programs(Mirror mirror, Libraries libraries) {
        this.mirror = mirror;
        this.libraries = libraries;
    }

    int libraries() {
        return broughtLibraries.size();
    }

    void bring(Path program) throws IOException {
        if (!brought.add(program)) {
            return;
        }
        mirror.copy(program);
        ByteBuffer file = ProgramFile.map(program);
        if (Elf.isElf(file)) {
            for (Path library : libraries.neededBy(program)) {
                mirror.copy(library);
                broughtLibraries.add(library);
            }
            return;
        }
        for (String interpreter : interpreters(ProgramFile.interpreterLine(file).orElse("/bin/sh"))) {
            bring(SearchPath.find(interpreter)
                    .orElseThrow(() -> Unfit.damaged("%s is a script for %s, which this host has not"
                            .formatted(Wording.text(program.toString()), Wording.text(interpreter)))));
        }
    }

    /** {@code #!/usr/bin/env NAME} needs two programs: env and the one that env finds. */
    static List<String> interpreters(String line) {
        List<String> words = Arrays.stream(line.split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty()) {
            return List.of();
        }
        String first = words.get(0);
        return first.equals("env") || first.endsWith("/env")
                ? words.stream()
                        .filter(word -> !word.startsWith("-") && !word.contains("="))
                        .limit(2)
                        .toList()
                : List.of(first);
    }
}
