package nutshell.container;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import nutshell.seccomp.Program;

/** Filters in a shell script: setpriv(1) loads them since util-linux 2.41, older ones and busybox's cannot. */
record ScriptFilters(List<Program> programs) {

    /** Descriptors that a shell leaves to scripts: one for each filter, open before the old root goes. */
    private static final int FIRST_DESCRIPTOR = 9;

    private static final int LISTED = 40;

    ScriptFilters {
        programs = List.copyOf(programs);
    }

    /** Outside, before anything is changed. */
    List<String> before() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < programs.size(); i++) {
            Program program = programs.get(i);
            lines.add("");
            lines.add("# A filter of system calls, %d BPF instructions for this kind of processor (seccomp(2)):"
                    .formatted(program.length()));
            program.listing().stream().limit(LISTED).forEach(line -> lines.add("# " + line));
            if (program.length() > LISTED) {
                lines.add("#   …");
            }
            lines.add("exec %d< <(base64 -d <<< %s)"
                    .formatted(FIRST_DESCRIPTOR - i, Base64.getEncoder().encodeToString(program.bytes())));
        }
        return lines;
    }

    /** Inside, the last before the program: without its filter the program is not started. */
    List<String> inside() {
        if (programs.isEmpty()) {
            return List.of();
        }
        return List.of(
                "# The filter comes last: what stands above may be what it refuses. The new root must have this setpriv.",
                "setpriv --help 2> /dev/null | grep -q seccomp-filter || {",
                "  echo \"no filter, no program: setpriv here is older than util-linux 2.41\" >&2; exit 125; }");
    }

    /** What stands before the program. */
    String prefix() {
        StringBuilder prefix = new StringBuilder();
        for (int i = 0; i < programs.size(); i++) {
            prefix.append("setpriv --seccomp-filter /proc/self/fd/")
                    .append(FIRST_DESCRIPTOR - i)
                    .append(" -- ");
        }
        return prefix.toString();
    }
}
