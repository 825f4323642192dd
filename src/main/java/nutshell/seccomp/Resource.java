package nutshell.seccomp;

import java.util.List;
import nutshell.content.ProgramFile;

/** Our own data files: a fact a line, comments after a hash sign. */
final class Resource {

    private Resource() {}

    static List<String> lines(String name) {
        return ProgramFile.text("/nutshell/seccomp/" + name)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
