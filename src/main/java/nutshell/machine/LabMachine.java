package nutshell.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The machine that may be broken: booted for the labs, and brought back as it was by a reset. */
public final class LabMachine {

    /** What to type to get one. */
    public static final String WAY_IN = "./nutshell vm up";

    private static final String MARK = "nutshell.lab=1";

    private LabMachine() {}

    /** Asks the kernel's command line, which whoever booted the machine chose and nothing inside can alter. See proc(5). */
    public static boolean here() {
        try {
            return marked(Files.readString(Path.of("/proc/cmdline")));
        } catch (IOException e) {
            // Whoever cannot tell must take this for somebody's own machine.
            return false;
        }
    }

    /** Looks for the mark as a whole word: a longer one that contains it is another parameter. */
    public static boolean marked(String cmdline) {
        return List.of(cmdline.strip().split("\\s+", -1)).contains(MARK);
    }
}
