package nutshell.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nutshell.container.Preparations;
import nutshell.content.ProgramFile;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Refusal;

/**
 * This host's own limits around the emulator of each lab machine, where control groups can be made: what is inside may break
 * its machine, and even QEMU, and takes no more than this.
 */
final class Limits {

    /** Sets them: read it in {@code limits.sh}. */
    static final String SCRIPT = ProgramFile.text("/nutshell/serve/limits.sh");

    private static final List<String> CONTROLLERS = List.of("pids", "memory", "cpu");

    /** QEMU's own beside the machine's memory: translated instructions alone may take 1 GiB. */
    private static final long OWN_MEBIBYTES = 1280;

    /** Threads: one for each processor, and up to 64 for its disks. */
    private static final int THREADS = 200;

    /** An emulated machine has one processor, any other two. */
    private static final int PROCESSORS = 2;

    private static final String BOUNDED = SCRIPT + """
            set -eu
            bound "$1" "$2" "$3" "$4"
            [ -z "$tree" ] || echo 0 >"$tree/cgroup.procs"
            shift 4
            exec "$@"
            """;

    private final Preparations preparations;
    private final String session;
    private final boolean possible;

    Limits(Preparations preparations, String session) {
        this.preparations = preparations;
        this.session = session;
        this.possible = groups("first");
    }

    private boolean groups(String name) {
        try {
            CONTROLLERS.forEach(controller -> preparations.group(controller, name));
            return true;
        } catch (Refusal | SyscallFailed e) {
            return false;
        }
    }

    /** What the instructor is told of them. */
    String told() {
        return possible
                ? "this host holds each machine to its memory and " + PROCESSORS + " processors"
                : "this host itself sets no limits, for no control groups can be made";
    }

    /** Starts a machine's emulator under them. */
    Process start(String name, List<String> emulator, int mebibytes) {
        if (!possible) {
            return preparations.start(emulator, Map.of());
        }
        groups(name);
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", BOUNDED, "limits", "nutshell/" + session + "/" + name));
        command.addAll(List.of("" + THREADS, "" + ((mebibytes + OWN_MEBIBYTES) << 20), "" + PROCESSORS));
        command.addAll(emulator);
        return preparations.start(command, Map.of());
    }
}
