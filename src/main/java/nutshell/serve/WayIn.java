package nutshell.serve;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nutshell.container.Preparations;
import nutshell.machine.Ssh;

/** The way into a lab machine: ssh(1), which ends with us. */
record WayIn(Preparations preparations, Ssh ssh) {

    private static final Path NO_LOG = Path.of("/dev/null");
    private static final String ON_TERMINAL = "exec <>\"$0\" >&0 2>&1; exec \"$@\"";

    /** What a machine's shells are told lies here; see Attendance. */
    private static final String TELL = "mkdir -p /run/workshop; printf '%s\\n' \"$@\" >/run/workshop/closed";

    /** Runs a program inside, on the other side of this terminal. */
    Process onTerminal(String tty, List<String> program) {
        List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", ON_TERMINAL, tty));
        command.addAll(ssh.command("root", true, program, NO_LOG));
        return preparations.start(command, Map.of("TERM", "xterm-256color", "COLORTERM", "truecolor"));
    }

    /** Lets the shells inside know which labs are closed; nobody waits for it. */
    void tell(List<String> closed) {
        List<String> program = new ArrayList<>(List.of("sh", "-c", TELL, "tell"));
        program.addAll(closed);
        preparations.start(ssh.command("root", false, program, NO_LOG), Map.of());
    }
}
